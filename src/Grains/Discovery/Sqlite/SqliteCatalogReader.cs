using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Execution;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Discovery.Sqlite;

/// <summary>Reads a SQLite file: its schema <c>main</c>, without SQLite's own tables, shadow tables and the ledger of actions.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class SqliteCatalogReader(TimeProvider timeProvider) : ICatalogReader
{
    /// <inheritdoc />
    public SourceProvider Provider => SourceProvider.Sqlite;

    /// <inheritdoc />
    public Task<Catalog> ReadAsync(DbConnection connection, CatalogRequest request, CancellationToken cancellationToken)
    {
        var sqlite = (SqliteConnection)connection;
        var structure = SqliteStructure.Read(sqlite, request.IsVisible);
        var profiler = new SqliteProfiler(sqlite);
        ImmutableArray<CatalogTable> tables = [.. structure.Objects.Select(o => profiler.Profile(o, structure.Table(o), cancellationToken))];
        return Task.FromResult(CatalogFingerprints.Stamp(new Catalog
        {
            Source = request.Source,
            Dialect = "sqlite",
            Tables = tables,
            Relationships = [.. structure.Relationships(tables)],
            DiscoveredAt = timeProvider.GetUtcNow(),
        }));
    }
}
