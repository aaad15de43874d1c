using System.Data.Common;
using AgentCluster.Execution;

namespace AgentCluster.Discovery.Patterns;

/// <summary>Adds to a catalog just read what the rows of its tables did lately.</summary>
/// <param name="readers">One an engine.</param>
/// <param name="time">The clock.</param>
internal sealed class PatternDiscovery(IEnumerable<IArrivalReader> readers, TimeProvider time)
{
    // Discovery runs before the cluster is ready: small tables come first, and what is left when the time is up stays without a pattern.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    /// <summary>The catalog with the patterns of its tables; unchanged for an engine that has no reader.</summary>
    public async Task<Catalog> ExtendAsync(Catalog catalog, SourceProvider provider, DbConnection connection, CancellationToken cancellationToken)
    {
        if (readers.FirstOrDefault(reader => reader.Provider == provider) is not { } reader)
        {
            return catalog;
        }

        var started = time.GetTimestamp();
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var tables = catalog.Tables.ToBuilder();
        foreach (var place in Enumerable.Range(0, tables.Count).OrderBy(i => tables[i].RowCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(started) < MostTime
                && ArrivalQueries.Of(tables[place], today) is { } query
                && await reader.ReadAsync(connection, query, cancellationToken) is { } arrivals)
            {
                tables[place] = tables[place] with { Recent = RecentPatterns.Of(query, arrivals, today) };
            }
        }

        return catalog with { Tables = tables.DrainToImmutable() };
    }
}
