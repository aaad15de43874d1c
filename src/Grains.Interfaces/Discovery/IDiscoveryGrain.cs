using System.Collections.Immutable;
using Orleans.Concurrency;

namespace AgentCluster.Discovery;

/// <summary>Discovers one source; singleton a tenant and source, grain key <see cref="Execution.SourceKey"/>.</summary>
[Repeatable, Alias("AgentCluster.Discovery.IDiscoveryGrain")]
public interface IDiscoveryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Discovers the source now. Callers that come while a run is under way get that run's result: never two at a time.
    /// The catalog, its changes and the memories made of it are durable when it returns.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait, not the run.</param>
    [AlwaysInterleave, ResponseTimeout("00:05:00"), Alias("RunAsync")]
    Task<Outcome<DiscoveryRun>> RunAsync(CancellationToken cancellationToken = default);

    /// <summary>The catalog of the last run, also of one before a restart.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The catalog, <c>unknownSource</c>, or <c>notDiscovered</c>.</returns>
    [AlwaysInterleave, ResponseTimeout("00:00:30"), Alias("CatalogAsync")]
    Task<Outcome<Catalog>> CatalogAsync(CancellationToken cancellationToken = default);

    /// <summary>Why there is no catalog; says so without sending one, for probes.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><c>unknownSource</c>, <c>notDiscovered</c>, or null when there is one.</returns>
    [AlwaysInterleave, Alias("ProblemAsync")]
    Task<Problem?> ProblemAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes seen, newest first, at most 1,000.</summary>
    /// <param name="since">Only those at or after this instant, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("ChangesAsync")]
    Task<ImmutableArray<CatalogChange>> ChangesAsync(DateTimeOffset? since, CancellationToken cancellationToken = default);
}
