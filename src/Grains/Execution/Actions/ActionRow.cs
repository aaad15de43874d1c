using System.Collections.Immutable;

namespace AgentCluster.Execution.Actions;

/// <summary>One action as its durable row has it.</summary>
internal sealed record ActionRow
{
    /// <summary>What was proposed, exactly; what is run is this and nothing else.</summary>
    public required ActionProposal Proposal { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the engine said, or null.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said, or null.</summary>
    public Risk? Risk { get; init; }

    /// <summary>Why it was not simply done.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What it would change, as it was shown; or null.</summary>
    public Preview? Preview { get; init; }

    /// <summary>Its request for a decision, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Rows changed or returned, or null.</summary>
    public long? RowsAffected { get; init; }

    /// <summary>How long it ran, milliseconds.</summary>
    public double DurationMs { get; init; }

    /// <summary>Whether the rows as they were are kept in the source's ledger.</summary>
    public bool Undoable { get; init; }

    /// <summary>Result in words, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Why it was refused or failed, or null.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Whether nothing can become of it any more.</summary>
    public bool HasEnded => Status is not (ExecutionStatus.AwaitingApproval or ExecutionStatus.Executing);

    /// <summary>Whether it is a statement that changes nothing.</summary>
    public bool IsRead => Proposal.Effect == ActionEffect.Statement && Verdict == Execution.Verdict.Read;

    /// <summary>The same for whoever proposed it.</summary>
    public ActionOutcome ToOutcome(ResultSet? result = null) => new()
    {
        ExecutionId = Proposal.Id,
        Status = Status,
        Verdict = Verdict,
        Risk = Risk,
        Result = result,
        Text = Text,
        RowsAffected = RowsAffected,
        ApprovalId = ApprovalId,
        Reasons = Reasons,
        Problem = Problem,
    };
}
