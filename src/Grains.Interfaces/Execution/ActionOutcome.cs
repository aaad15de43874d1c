using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>What became of a proposal.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.ActionOutcome")]
public sealed record ActionOutcome
{
    /// <summary>Execution id.</summary>
    [Id(0)]
    public required string ExecutionId { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public required ExecutionStatus Status { get; init; }

    /// <summary>What the engine said, or null for effects outside sources.</summary>
    [Id(2)]
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said, or null when it was refused before.</summary>
    [Id(3)]
    public Risk? Risk { get; init; }

    /// <summary>Rows of a read, or null.</summary>
    [Id(4)]
    public ResultSet? Result { get; init; }

    /// <summary>Result in words for what has no rows, or null.</summary>
    [Id(5)]
    public string? Text { get; init; }

    /// <summary>Rows changed, or null.</summary>
    [Id(6)]
    public long? RowsAffected { get; init; }

    /// <summary>Request for a human's decision, or null.</summary>
    [Id(7)]
    public string? ApprovalId { get; init; }

    /// <summary>Why it was not simply done, one sentence each.</summary>
    [Id(8)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Why it failed or was refused, or null.</summary>
    [Id(9)]
    public Problem? Problem { get; init; }

    /// <summary>Whether its words may hold text that nobody vouches for.</summary>
    [Id(10)]
    public bool Untrusted { get; init; }
}
