using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>How many memories a tenant has.</summary>
public sealed record MemoryCounts
{
    /// <summary>Active memories by kind; kinds without any are missing.</summary>
    public ImmutableDictionary<string, int> ActiveByKind { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Memories that wait to be validated again.</summary>
    public int Stale { get; init; }

    /// <summary>Drafts that this process refused since it started.</summary>
    public long Refused { get; init; }
}
