using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What became of a proposal.</summary>
internal sealed record ActionOutcomeResource
{
    /// <summary>Execution id.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>What the engine said, or null.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said, or null.</summary>
    public Risk? Risk { get; init; }

    /// <summary>What came of it, or null while nothing has.</summary>
    public ActionResultResource? Result { get; init; }

    /// <summary>Request for a human's decision, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Why it was not simply done, or why it failed.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>Why it failed or was refused, or null.</summary>
    public Problem? Error { get; init; }

    /// <summary>200 when it has ended, whatever the outcome; 202 with where to look when it has not.</summary>
    public static Answer Answer(ActionOutcome outcome) => outcome.Status switch
    {
        ExecutionStatus.AwaitingApproval => new(StatusCodes.Status202Accepted, From(outcome), $"/v1/approvals/{outcome.ApprovalId}"),
        ExecutionStatus.Executing => new(StatusCodes.Status202Accepted, From(outcome), $"/v1/executions/{outcome.ExecutionId}"),
        _ => Http.Answer.Ok(From(outcome)),
    };

    /// <summary>Maps an outcome.</summary>
    public static ActionOutcomeResource From(ActionOutcome outcome) => new()
    {
        ExecutionId = outcome.ExecutionId,
        Status = outcome.Status,
        Verdict = outcome.Verdict,
        Risk = outcome.Risk,
        Result = ActionResultResource.From(outcome),
        ApprovalId = outcome.ApprovalId,
        Reasons = outcome.Problem is { } problem && outcome.Reasons.IsEmpty ? [problem.Message] : outcome.Reasons,
        Error = outcome.Problem,
    };
}
