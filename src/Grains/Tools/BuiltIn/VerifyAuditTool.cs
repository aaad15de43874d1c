using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Whether the execution log is still what was written.</summary>
internal sealed class VerifyAuditTool(IGrainFactory grains) : IAnsweringTool
{
    public string Name => "verify_audit";

    public string Description => "Checks the chain of the execution log and its signed heads, and names the first broken link.";

    public Shape Arguments { get; } = Shape.Object("Arguments of verify_audit");

    public bool Changes => false;

    public async Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var verified = await grains.GetGrain<IAuditGrain>(call.Tenant).VerifyAsync(cancellationToken);
        return call.Answer(verified.Intact
            ? $"The execution log is intact up to row {verified.VerifiedTo}{(verified.SignedTo is { } signed ? $", and signed up to row {signed}" : "; its heads are not signed")}."
            : $"The execution log is broken at row {verified.BrokenAt}: {verified.Reason}");
    }
}
