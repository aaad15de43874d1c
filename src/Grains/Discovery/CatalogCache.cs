using System.Collections.Concurrent;
using AgentCluster.Execution;

namespace AgentCluster.Discovery;

/// <summary>The catalogs of this process, for the other slices: a look-up costs no grain call, and every few seconds one row of SQL.</summary>
public sealed class CatalogCache
{
    /// <summary>How long another silo's discovery may stay unseen.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SourceKey, Entry> _catalogs = new();
    private readonly CatalogStore _store;
    private readonly SourceRegistry _sources;
    private readonly TimeProvider _time;

    internal CatalogCache(CatalogStore store, SourceRegistry sources, TimeProvider time)
    {
        _store = store;
        _sources = sources;
        _time = time;
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

        var known = _catalogs.GetValueOrDefault(source);
        if (known is not null && _time.GetElapsedTime(known.CheckedAt) < Lifetime)
        {
            return known.Catalog;
        }

        var at = _time.GetTimestamp();
        var current = known is not null && await _store.HoldsAsync(source, known.Catalog, cancellationToken)
            ? known.Catalog : await _store.LoadAsync(source, cancellationToken);
        return current is null
            ? Problem.Unavailable("notDiscovered", $"Source '{source.Source}' has not been discovered yet; POST /v1/discovery/runs starts a run.")
            : Keep(source, known, new(current, at));
    }

    internal void Put(SourceKey source, Catalog catalog) => _catalogs[source] = new(catalog, _time.GetTimestamp());

    // A run that ended while the store was read has put a newer one.
    private Catalog Keep(SourceKey source, Entry? known, Entry current)
    {
        var kept = known is null ? _catalogs.TryAdd(source, current) : _catalogs.TryUpdate(source, current, known);
        return kept || _catalogs.GetValueOrDefault(source) is not { } newer ? current.Catalog : newer.Catalog;
    }

    private sealed record Entry(Catalog Catalog, long CheckedAt);
}
