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
    SafeExecutor executor,
    IEnumerable<ICatalogReader> readers,
    PatternDiscovery patterns,
    CatalogStore store,
    CatalogCache catalogs,
    Memories memories,
    StatementJoins statements,
    TimeProvider timeProvider,
    ILogger<Discoverer> logger)
{
    // What this process kept and stored every fact of. A source that was put again may have lost its memories meanwhile.
    private readonly ConcurrentDictionary<SourceKey, (SourceSettings Settings, Catalog Catalog)> _kept = new();

    /// <summary>Discovers a source; catalog, changes and memories are durable when it returns.</summary>
    public async Task<Outcome<DiscoveryRun>> RunAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        try
        {
            var settings = await sources.FindAsync(key, cancellationToken);
            var read = settings.Succeeded ? await ReadAsync(key, settings.Value, cancellationToken) : settings.Problem;
            if (!read.Succeeded)
            {
                LogFailed(key, read.Problem.Code, read.Problem.Message);
                return read.Problem;
            }

            var joins = await statements.OfAsync(key, read.Value, cancellationToken);
            var run = await KeepAsync(key, settings.Value!, RelationshipInference.Extend(read.Value, joins), cancellationToken);
            run = run with { DurationMs = timeProvider.GetElapsedTime(started).TotalMilliseconds };
            LogDiscovered(key, run.Summary.Tables, run.Summary.Views, run.Summary.Columns, run.Changes.Length, run.DurationMs);
            return run;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Problem.Unavailable("discoveryInterrupted", $"Discovery of source '{key.Source}' was interrupted because its silo is stopping; run it again.");
        }
    }

    private async Task<Outcome<Catalog>> ReadAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken)
    {
        if (readers.FirstOrDefault(r => r.Provider == settings.Provider) is not { } reader)
        {
            return Unavailable(key, $"no catalog reader for {settings.Provider} is installed");
        }

        var connection = await connections.OpenForDiscoveryAsync(key, cancellationToken);
        return connection.Succeeded ? await ReadAsync(key, settings, reader, connection.Value, cancellationToken) : connection.Problem;
    }

    private async Task<Outcome<Catalog>> ReadAsync(SourceKey key, SourceSettings settings, ICatalogReader reader, DiscoveryConnection source, CancellationToken cancellationToken)
    {
        await using (source)
        {
            var denied = ObjectGlobs.Denied(settings);
            try
            {
                var request = new CatalogRequest(key.Source, name => IsVisible(denied, name))
                {
                    MayReadRows = source.MayReadRows,
                    IsReadAsync = async (sql, token) => await executor.InspectAsync(key, sql, token) is { Value.Verdict: Verdict.Read },
                };
                var catalog = await reader.ReadAsync(source.Connection, request, cancellationToken);
                return source.MayReadRows ? await patterns.ExtendAsync(catalog, settings.Provider, source.Connection, cancellationToken) : catalog;
            }
            catch (DbException failure)
            {
                return Unavailable(key, failure.Message);
            }
        }
    }

    // The catalog is saved last: a run that dies before it leaves the old one, and the next run sees the same changes again.
    private async Task<DiscoveryRun> KeepAsync(SourceKey key, SourceSettings settings, Catalog catalog, CancellationToken cancellationToken)
    {
        var kept = _kept.GetValueOrDefault(key);
        var known = ReferenceEquals(kept.Settings, settings) && await store.HoldsAsync(key, kept.Catalog, cancellationToken) ? kept.Catalog : null;
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
        catalogs.Put(key, catalog);
        _kept[key] = (settings, catalog);
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
