namespace AgentCluster.Monitoring;

/// <summary>What one check found.</summary>
/// <param name="Check">Name of the check, stable: <c>clock</c>, <c>migrations</c>, <c>source sales</c>, ...</param>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What was found, in one sentence.</param>
/// <param name="Repair">The SQL or the command that mends it, or null.</param>
public sealed record CheckResult(string Check, CheckStatus Status, string Message, string? Repair = null)
{
    internal static CheckResult Pass(string check, string message) => new(check, CheckStatus.Pass, message);

    internal static CheckResult Warn(string check, string message, string? repair = null) => new(check, CheckStatus.Warn, message, repair);

    internal static CheckResult Fail(string check, string message, string? repair = null) => new(check, CheckStatus.Fail, message, repair);
}
