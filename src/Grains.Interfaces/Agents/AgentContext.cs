using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Agents;

/// <summary>What the learning middleware hands to reasoning before a question is answered.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.AgentContext")]
public sealed record AgentContext
{
    /// <summary>Who answers.</summary>
    [Id(0)]
    public required AgentProfile Profile { get; init; }

    /// <summary>Recalled memories, best first, visible to this agent.</summary>
    [Id(1)]
    public ImmutableArray<RecalledMemory> Memories { get; init; } = [];

    /// <summary>The tables that matter most for the question, as one line each: <c>name(column type, ...)</c>.</summary>
    [Id(2)]
    public ImmutableArray<string> CatalogExcerpt { get; init; } = [];

    /// <summary>The same tables with what spoke for them.</summary>
    [Id(3)]
    public ImmutableArray<ConsideredTable> Tables { get; init; } = [];

    /// <summary>Memories that would have come next but for the limits; only filled when an explanation was asked for.</summary>
    [Id(4)]
    public ImmutableArray<RecalledMemory> LeftOut { get; init; } = [];
}
