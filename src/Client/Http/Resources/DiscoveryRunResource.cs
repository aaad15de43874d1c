using System.Diagnostics.CodeAnalysis;
using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What a discovery run found.</summary>
internal sealed record DiscoveryRunResource : CatalogResource
{
    [SetsRequiredMembers]
    private DiscoveryRunResource(DiscoveryRun run)
        : base(CatalogResource.From(run.Summary)) => (DurationMs, Changes) = (run.DurationMs, run.Changes);

    /// <summary>How long it took, milliseconds.</summary>
    public double DurationMs { get; }

    /// <summary>What changed since the run before.</summary>
    public ImmutableArray<CatalogChange> Changes { get; }

    /// <summary>Maps a run.</summary>
    public static DiscoveryRunResource From(DiscoveryRun run) => new(run);
}
