using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning;

/// <summary>What reasoning came to.</summary>
public sealed record ReasoningResult
{
    /// <summary>The answer in words; says what was understood and what is missing when there is none.</summary>
    public required string Answer { get; init; }

    /// <summary>The statement that gave the rows, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>The rows, or null.</summary>
    public ResultSet? Result { get; init; }

    /// <summary>What the answer takes for granted.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>Confidence, 0 (no answer) to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Memories the answer rests on.</summary>
    public ImmutableArray<MemoryUse> MemoriesUsed { get; init; } = [];

    /// <summary>Name of the model; <c>local</c> is the built-in planner.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens sent.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens received.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Statements that failed before <see cref="Sql"/> ran.</summary>
    public ImmutableArray<StatementFix> Fixes { get; init; } = [];

    /// <summary>Request for a human's decision that the run stopped at, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Action that came of it, or null.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Why there is no answer at all, or null.</summary>
    public InteractionError? Error { get; init; }
}
