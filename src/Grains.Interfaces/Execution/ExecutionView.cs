using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>One action as the log keeps it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.ExecutionView")]
public sealed record ExecutionView
{
    /// <summary>Execution id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>When it was proposed.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Agent, or <c>api</c>.</summary>
    [Id(2)]
    public required string Agent { get; init; }

    /// <summary>Tool.</summary>
    [Id(3)]
    public required string Tool { get; init; }

    /// <summary>Source.</summary>
    [Id(4)]
    public required string Source { get; init; }

    /// <summary>Arguments as a JSON object, secrets redacted.</summary>
    [Id(5)]
    public required string Arguments { get; init; }

    /// <summary>The statement, or null.</summary>
    [Id(6)]
    public string? Sql { get; init; }

    /// <summary>What the engine said.</summary>
    [Id(7)]
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said.</summary>
    [Id(8)]
    public Risk? Risk { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(9)]
    public required ExecutionStatus Status { get; init; }

    /// <summary>Rows changed or returned.</summary>
    [Id(10)]
    public long? RowsAffected { get; init; }

    /// <summary>How long it ran, milliseconds.</summary>
    [Id(11)]
    public double DurationMs { get; init; }

    /// <summary>Request for a decision, or null.</summary>
    [Id(12)]
    public string? ApprovalId { get; init; }

    /// <summary>Question it belongs to, or null.</summary>
    [Id(13)]
    public string? InteractionId { get; init; }

    /// <summary>Whether it can still be taken back.</summary>
    [Id(14)]
    public bool Undoable { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [Id(15)]
    public Problem? Error { get; init; }

    /// <summary>Who asked.</summary>
    [Id(16)]
    public required string RequestedBy { get; init; }

    /// <summary>Why it was not simply done.</summary>
    [Id(17)]
    public ImmutableArray<string> Reasons { get; init; } = [];
}
