using System.Collections.Concurrent;
using AgentCluster.Execution;

namespace AgentCluster.Discovery;

/// <summary>The catalogs of this process, for the other slices: a look-up costs neither a grain call nor SQL once it was loaded.</summary>
public sealed class CatalogCache
{
    private readonly ConcurrentDictionary<SourceKey, Catalog> _catalogs = new();
    private readonly CatalogStore _store;
    private readonly SourceRegistry _sources;

    internal CatalogCache(CatalogStore store, SourceRegistry sources)
    {
        _store = store;
        _sources = sources;
    }

    /// <summary>The catalog of the last discovery run, also of one before a restart.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The catalog, <c>unknownSource</c>, or <c>notDiscovered</c>.</returns>
    public async Task<Outcome<Catalog>> GetAsync(SourceKey source, CancellationToken cancellationToken = default)
    {
        var settings = await _sources.FindAsync(source, cancellationToken);
        if (!settings.Succeeded && settings.Problem.Kind is ProblemKind.NotFound)
        {
            _catalogs.TryRemove(source, out _);
            return settings.Problem;
        }

        if (_catalogs.TryGetValue(source, out var catalog))
        {
            return catalog;
        }

        // A run that ended while the store was read has put a newer one.
        return await _store.LoadAsync(source, cancellationToken) is { } stored
            ? _catalogs.GetOrAdd(source, stored)
            : Problem.Unavailable("notDiscovered", $"Source '{source.Source}' has not been discovered yet; POST /v1/discovery/runs starts a run.");
    }

    internal void Put(SourceKey source, Catalog catalog) => _catalogs[source] = catalog;
}
