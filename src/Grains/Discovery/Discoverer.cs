using System.Collections.Concurrent;
using System.Data.Common;
using AgentCluster.Discovery.Patterns;
using AgentCluster.Discovery.Relationships;
using AgentCluster.Execution;
using AgentCluster.Memory;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Discovery;

/// <summary>One discovery run from the connection to what is remembered.</summary>
internal sealed partial class Discoverer(
    SourceRegistry sources,
    ISourceConnections connections,
    IEnumerable<ICatalogReader> readers,
    PatternDiscovery patterns,
    CatalogStore store,
    CatalogCache catalogs,
    Memories memories,
    StatementJoins statements,
    TimeProvider timeProvider,
    ILogger<Discoverer> logger)
{
    // Catalogs that this process kept, and of which it stored every fact.
    private readonly ConcurrentDictionary<SourceKey, Catalog> _kept = new();

    /// <summary>Discovers a source; catalog, changes and memories are durable when it returns.</summary>
    public async Task<Outcome<DiscoveryRun>> RunAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        try
        {
            var read = await ReadAsync(key, cancellationToken);
            if (!read.Succeeded)
            {
                LogFailed(key, read.Problem.Code, read.Problem.Message);
                return read.Problem;
            }

            var joins = await statements.OfAsync(key, read.Value, cancellationToken);
            var run = await KeepAsync(key, RelationshipInference.Extend(read.Value, joins), cancellationToken);
            run = run with { DurationMs = timeProvider.GetElapsedTime(started).TotalMilliseconds };
            LogDiscovered(key, run.Summary.Tables, run.Summary.Views, run.Summary.Columns, run.Changes.Length, run.DurationMs);
            return run;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Problem.Unavailable("discoveryInterrupted", $"Discovery of source '{key.Source}' was interrupted because its silo is stopping; run it again.");
        }
    }

    private async Task<Outcome<Catalog>> ReadAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var settings = await sources.FindAsync(key, cancellationToken);
        if (!settings.Succeeded)
        {
            return settings.Problem;
        }

        if (readers.FirstOrDefault(r => r.Provider == settings.Value.Provider) is not { } reader)
        {
            return Unavailable(key, $"no catalog reader for {settings.Value.Provider} is installed");
        }

        var connection = await connections.OpenForDiscoveryAsync(key, cancellationToken);
        return connection.Succeeded ? await ReadAsync(key, settings.Value, reader, connection.Value, cancellationToken) : connection.Problem;
    }

    private async Task<Outcome<Catalog>> ReadAsync(SourceKey key, SourceSettings settings, ICatalogReader reader, DiscoveryConnection source, CancellationToken cancellationToken)
    {
        await using (source)
        {
            var denied = ObjectGlobs.Denied(settings);
            try
            {
                var catalog = await reader.ReadAsync(source.Connection, new(key.Source, name => IsVisible(denied, name), source.MayReadRows), cancellationToken);
                return source.MayReadRows ? await patterns.ExtendAsync(catalog, settings.Provider, source.Connection, cancellationToken) : catalog;
            }
            catch (DbException failure)
            {
                return Unavailable(key, failure.Message);
            }
        }
    }

    // The catalog is saved last: a run that dies before it leaves the old one, and the next run sees the same changes again.
    private async Task<DiscoveryRun> KeepAsync(SourceKey key, Catalog catalog, CancellationToken cancellationToken)
    {
        var known = _kept.GetValueOrDefault(key) is { } kept && await store.HoldsAsync(key, kept, cancellationToken) ? kept : null;
        var previous = known ?? await store.LoadAsync(key, cancellationToken);
        var changes = CatalogDiff.Between(previous, catalog);
        var drift = CatalogDiff.Drift(previous, catalog);
        if (drift.Count > 0)
        {
            var stale = await memories.MarkStaleAsync(key.Tenant, key.Source, drift, cancellationToken);
            LogDrifted(key, changes.Length, stale);
        }

        await memories.StoreAsync(key.Tenant, CatalogFacts.Since(known, catalog), cancellationToken);
        await store.SaveAsync(key, catalog, changes, cancellationToken);
        catalogs.Put(key, _kept[key] = catalog);
        return new DiscoveryRun { Summary = DiscoverySummaries.Of(catalog), Changes = changes };
    }

    private static bool IsVisible(ObjectGlobs denied, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return !denied.Matches(name[..dot], name[(dot + 1)..]);
    }

    private static Problem Unavailable(SourceKey key, string why) =>
        Problem.Unavailable("sourceUnavailable", $"Source '{key.Source}' cannot be discovered: {why}.");
}
