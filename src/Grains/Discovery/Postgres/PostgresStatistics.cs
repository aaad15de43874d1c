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
        FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) AS wanted(schema_name, table_name, column_name)
        JOIN pg_catalog.pg_stats s ON s.schemaname = wanted.schema_name AND s.tablename = wanted.table_name AND s.attname = wanted.column_name
        """;

    /// <summary>Gives some tables their statistics, in one statement; a sample has to do where they cannot be read.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, IReadOnlyCollection<PostgresProfile> tables, CancellationToken cancellationToken)
    {
        var wanted = tables.SelectMany(table => table.Columns.Where(PostgresCells.HasPlainStatistics).Select(column => (table.Relation, column.Name))).ToList();
        var byName = tables.ToDictionary(table => (table.Relation.Schema, table.Relation.Name));
        try
        {
            var rows = await connection.QueryAsync(
                Statistics,
                row => (Table: (row.GetString(0), row.GetString(1)), Column: row.GetString(2), IsOfAll: row.GetBoolean(8), Statistic: new PostgresStatistic(
                    row.GetFloat(3), row.GetFloat(4), row.GetFieldValue<string[]>(5), row.GetFieldValue<float[]>(6), row.GetFieldValue<string[]>(7))),
                cancellationToken,
                wanted.ConvertAll(column => column.Relation.Schema).ToArray(),
                wanted.ConvertAll(column => column.Relation.Name).ToArray(),
                wanted.ConvertAll(column => column.Name).ToArray());
            foreach (var row in rows)
            {
                if (byName.TryGetValue(row.Table, out var table) && row.IsOfAll == (table.Relation.Kind == 'p'))
                {
                    table.Statistics[row.Column] = row.Statistic;
                }
            }
        }
        catch (PostgresException failure) when (PostgresScan.IsOfTable(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
