using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>What one discovery run found.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.DiscoveryRun")]
public sealed record DiscoveryRun
{
    /// <summary>Counts and time.</summary>
    [Id(0)]
    public required DiscoverySummary Summary { get; init; }

    /// <summary>How long it took, milliseconds.</summary>
    [Id(1)]
    public double DurationMs { get; init; }

    /// <summary>What changed since the run before; everything is <c>added</c> in the first run and not listed.</summary>
    [Id(2)]
    public ImmutableArray<CatalogChange> Changes { get; init; } = [];
}
