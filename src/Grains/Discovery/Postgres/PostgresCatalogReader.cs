using System.Data.Common;
using AgentCluster.Execution;
using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>Reads a PostgreSQL database: its structure in one pass over <c>pg_catalog</c>, then what the rows of its tables look like.</summary>
/// <param name="timeProvider">The clock.</param>
internal sealed class PostgresCatalogReader(TimeProvider timeProvider) : ICatalogReader
{
    /// <inheritdoc />
    public SourceProvider Provider => SourceProvider.Postgres;

    /// <inheritdoc />
    public async Task<Catalog> ReadAsync(DbConnection connection, CatalogRequest request, CancellationToken cancellationToken)
    {
        var postgres = (NpgsqlConnection)connection;
        var structure = new PostgresStructure(await PostgresSnapshot.ReadAsync(postgres, cancellationToken), request.IsVisible);
        var profiles = structure.Tables.Select(t => new PostgresProfile(t.Relation, t.Table, structure.Labels(t.Relation))).ToList();
        if (request.MayReadRows)
        {
            await new PostgresProfiler(postgres, timeProvider, request.IsReadAsync).ProfileAsync(profiles, cancellationToken);
        }

        return CatalogFingerprints.Stamp(new Catalog
        {
            Source = request.Source,
            Dialect = "postgres",
            Tables = [.. profiles.Select(profile => profile.Table())],
            Relationships = structure.Relationships(),
            Functions = structure.Functions(),
            Enums = structure.Enums(),
            Domains = structure.Domains(),
            DiscoveredAt = timeProvider.GetUtcNow(),
        });
    }
}
