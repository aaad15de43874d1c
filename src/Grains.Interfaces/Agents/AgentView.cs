using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Agents;

/// <summary>An agent as shown to people: profile, counters, what it did and learned lately.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.AgentView")]
public sealed record AgentView
{
    /// <summary>The roster entry.</summary>
    [Id(0)]
    public required AgentProfile Profile { get; init; }

    /// <summary>Counters, durable.</summary>
    [Id(1)]
    public required AgentCounters Counters { get; init; }

    /// <summary>When it last learned something, or null.</summary>
    [Id(2)]
    public DateTimeOffset? LastLearnedAt { get; init; }

    /// <summary>Its latest questions, newest first, at most twenty.</summary>
    [Id(3)]
    public ImmutableArray<string> RecentQuestions { get; init; } = [];

    /// <summary>What it learned lately, newest first, at most ten; empty in lists.</summary>
    [Id(4)]
    public ImmutableArray<MemoryItem> Learned { get; init; } = [];
}
