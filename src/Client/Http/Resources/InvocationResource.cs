using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What became of a call of a tool.</summary>
internal sealed record InvocationResource
{
    /// <summary>Execution id.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>What the engine said, or null for what touches no source.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said, or null.</summary>
    public Risk? Risk { get; init; }

    /// <summary>What came of it, or null while nothing was done.</summary>
    public InvocationResultResource? Result { get; init; }

    /// <summary>Approval it waits for, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Why it was not simply done, one sentence each.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Why it failed or was refused, or null.</summary>
    public Problem? Error { get; init; }

    /// <summary>Maps an outcome.</summary>
    public static InvocationResource From(ActionOutcome outcome) => new()
    {
        ExecutionId = outcome.ExecutionId,
        Status = outcome.Status,
        Verdict = outcome.Verdict,
        Risk = outcome.Risk,
        Result = InvocationResultResource.From(outcome),
        ApprovalId = outcome.ApprovalId,
        Reasons = outcome.Reasons,
        Error = outcome.Problem,
    };
}
