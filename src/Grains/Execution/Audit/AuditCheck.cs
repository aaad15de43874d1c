using AgentCluster.Monitoring;

namespace AgentCluster.Execution.Audit;

/// <summary>What is to be said of how the heads of the execution log are signed.</summary>
public static class AuditCheck
{
    private const string Check = "audit";

    private const string Repair = """
        openssl rand -base64 32
        # what it prints is the key of every silo; the directory is one on a shared volume, best where who administers the database cannot write
        AgentCluster__Audit__Key=...
        AgentCluster__Audit__Directory=/srv/agentcluster/audit
        """;

    /// <summary>The result of the check.</summary>
    /// <param name="options">How they are signed.</param>
    public static CheckResult Of(AuditOptions options) =>
        new AuditOptionsValidator().Validate(null, options) is { Failed: true } fault ? CheckResult.Fail(Check, fault.FailureMessage, Repair)
        : options.Key is null ? CheckResult.Warn(Check, "Heads of the execution log are not signed: a log that was cut, or written anew as a whole, would not be noticed.", Repair)
        : CheckResult.Pass(Check, $"Heads of the execution log are signed into {options.Directory}.");
}
