using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>Reads <c>pg_stats</c>, which shows a login the statistics of what it may read itself.</summary>
internal static class PostgresStatistics
{
    // A table that others inherit from has statistics of its own rows and of all; a partitioned one of all alone.
    private const string Statistics =
        """
        SELECT s.schemaname, s.tablename, s.attname, s.null_frac, s.n_distinct,
               coalesce(s.most_common_vals::text::text[], '{}'), coalesce(s.most_common_freqs, '{}'), coalesce(s.histogram_bounds::text::text[], '{}'), s.inherited
        FROM pg_catalog.pg_stats s WHERE s.schemaname = ANY($1) AND s.tablename = ANY($2)
        """;

    /// <summary>Gives the tables their statistics, in one statement.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, IReadOnlyCollection<PostgresProfile> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0)
        {
            return;
        }

        var byName = tables.ToDictionary(table => (table.Relation.Schema, table.Relation.Name));
        var rows = await connection.QueryAsync(
            Statistics,
            row => (Table: (row.GetString(0), row.GetString(1)), Column: row.GetString(2), Statistic: new PostgresStatistic(
                row.GetFloat(3), row.GetFloat(4), row.GetFieldValue<string[]>(5), row.GetFieldValue<float[]>(6), row.GetFieldValue<string[]>(7)), IsOfAll: row.GetBoolean(8)),
            cancellationToken,
            tables.Select(table => table.Relation.Schema).Distinct().ToArray(),
            tables.Select(table => table.Relation.Name).Distinct().ToArray());
        foreach (var row in rows)
        {
            if (byName.TryGetValue(row.Table, out var table) && row.IsOfAll == (table.Relation.Kind == 'p'))
            {
                table.Statistics[row.Column] = row.Statistic;
            }
        }
    }
}
