using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>What the database engine itself says a statement would do. Nothing was executed.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.Inspection")]
public sealed record Inspection
{
    /// <summary>The verdict.</summary>
    [Id(0)]
    public required Verdict Verdict { get; init; }

    /// <summary>Kind of statement in lower case: <c>select</c>, <c>insert</c>, <c>update</c>, <c>delete</c>, <c>create table</c>, ..., <c>unknown</c>.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>Why the verdict is not milder, one sentence each; empty for a plain read.</summary>
    [Id(2)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Every relation touched, views and what is behind them included, as the catalog spells it.</summary>
    [Id(3)]
    public ImmutableArray<string> Relations { get; init; } = [];

    /// <summary>Every column read or written, as <c>relation.column</c>.</summary>
    [Id(4)]
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Every function called.</summary>
    [Id(5)]
    public ImmutableArray<string> Functions { get; init; } = [];

    /// <summary>The engine's estimate of rows, or null where it gives none.</summary>
    [Id(6)]
    public long? EstimatedRows { get; init; }
}
