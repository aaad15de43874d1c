using System.Collections.Immutable;

namespace AgentCluster.Agents;

/// <summary>One entry of the roster: who an agent is and what it may use.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.AgentProfile")]
public sealed record AgentProfile
{
    /// <summary>Stable id: lower-case words joined by hyphens.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Short title for people.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary>What it works on, one sentence; routing matches questions against it.</summary>
    [Id(2)]
    public required string Description { get; init; }

    /// <summary>Instructions handed to a language model.</summary>
    [Id(3)]
    public required string Instructions { get; init; }

    /// <summary>Names of the tools it was granted; everything else is denied.</summary>
    [Id(4)]
    public ImmutableArray<string> Tools { get; init; } = [];

    /// <summary>What SQL it may propose.</summary>
    [Id(5)]
    public SqlTier Tier { get; init; }

    /// <summary>Glob patterns over discovered table names that it knows best; routing prefers it for them.</summary>
    [Id(6)]
    public ImmutableArray<string> Affinity { get; init; } = [];

    /// <summary>Most rows one answer of it returns.</summary>
    [Id(7)]
    public int RowBudget { get; init; } = 1000;

    /// <summary>Most model tokens one question may use, input and output together.</summary>
    [Id(8)]
    public int TokenBudget { get; init; } = 50_000;
}
