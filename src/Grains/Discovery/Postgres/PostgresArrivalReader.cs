using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using AgentCluster.Discovery.Patterns;
using AgentCluster.Execution;
using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>Arrivals out of a PostgreSQL table. The session counts in UTC.</summary>
internal sealed class PostgresArrivalReader : IArrivalReader
{
    // A table of millions of rows without an index on its time column is left alone.
    private const string Limits = "SELECT set_config('statement_timeout', '500ms', false), set_config('lock_timeout', '200ms', false)";

    private const int LongestValue = 100;
    private const int MostNewValues = 20;

    /// <inheritdoc />
    public SourceProvider Provider => SourceProvider.Postgres;

    /// <inheritdoc />
    public async Task<Arrivals?> ReadAsync(DbConnection connection, ArrivalQuery query, CancellationToken cancellationToken)
    {
        var postgres = (NpgsqlConnection)connection;
        try
        {
            await postgres.ExecuteAsync(Limits, cancellationToken);
            var volumes = await VolumesAsync(postgres, query, cancellationToken);
            return volumes.Count == 0 ? null
                : new([.. volumes.Select(v => v.Volume)], volumes[^1].Last, await NewValuesAsync(postgres, query, cancellationToken));
        }
        catch (PostgresException failure) when (PostgresScan.IsOfTable(failure))
        {
            // Too much work, or a table that is locked: it has no pattern, which is no failure.
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Task<List<(PeriodVolume Volume, string Last)>> VolumesAsync(NpgsqlConnection connection, ArrivalQuery query, CancellationToken cancellationToken)
    {
        var time = PostgresPass.Quote(query.Column.Name);
        return connection.QueryAsync(
            $"""
            SELECT date_trunc('{query.Period.ToString().ToLowerInvariant()}', {time})::date, count(*), max({time})::text FROM {From(query)}
            WHERE {time} >= $1 AND {time} < $2 GROUP BY 1 ORDER BY 1
            """,
            row => (new PeriodVolume { Start = row.GetFieldValue<DateOnly>(0), Count = row.GetInt64(1) }, row.GetString(2)),
            cancellationToken,
            query.From,
            query.To);
    }

    private static async Task<ImmutableArray<NewValue>> NewValuesAsync(NpgsqlConnection connection, ArrivalQuery query, CancellationToken cancellationToken)
    {
        if (query.Categories.IsEmpty)
        {
            return [];
        }

        var time = PostgresPass.Quote(query.Column.Name);
        var columns = query.Categories.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {i} AS place, left({PostgresPass.Quote(column.Name)}::text, {LongestValue}) AS value, min({time})::date AS first FROM {From(query)}
            WHERE {PostgresPass.Quote(column.Name)} IS NOT NULL AND {time} IS NOT NULL GROUP BY 2 HAVING min({time}) >= $1
            """));
        return
        [
            .. await connection.QueryAsync(
                $"SELECT place, value, first FROM ({string.Join("\nUNION ALL\n", columns)}) AS news ORDER BY place, first, value LIMIT {MostNewValues}",
                row => new NewValue { Column = query.Categories[row.GetInt32(0)].Name, Value = row.GetString(1), FirstSeen = row.GetFieldValue<DateOnly>(2) },
                cancellationToken,
                query.Lately),
        ];
    }

    // What inherits from a table may be out of bounds.
    private static string From(ArrivalQuery query) =>
        $"{(query.Table.Kind is CatalogTableKind.Table ? "ONLY " : "")}{PostgresPass.Quote(query.Table.Schema)}.{PostgresPass.Quote(query.Table.Name)}";
}
