using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Discovery.Profiling;
using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>Looks at rows: whole tables while they are small, samples of their blocks, the beginning of views.</summary>
internal sealed class PostgresScan(NpgsqlConnection connection)
{
    /// <summary>Tables up to this many rows are read whole.</summary>
    public const int MostRows = 100_000;

    // As many as ANALYZE itself samples at its default target of 100 (300 rows for each of the target; documentation, "ANALYZE").
    private const int SampledRows = 30_000;

    private const int ViewRows = 5_000;
    private const int CountedRows = 10_000;

    /// <summary>Reads a table that is thought to be small.</summary>
    public async Task ReadAsync(PostgresProfile table, CancellationToken cancellationToken)
    {
        var seen = await ScanAsync(table, All(table), From(table), MostRows + 1, cancellationToken);
        if (seen is [var first, ..] && first.Rows <= MostRows)
        {
            table.KeepAll(seen, first.Rows);
        }
    }

    /// <summary>Samples what the statistics of a large table leave open: rows of blocks that are spread over it, the same ones each time.</summary>
    public async Task SampleAsync(PostgresProfile table, CancellationToken cancellationToken)
    {
        table.Rows ??= await EstimateAsync(table, cancellationToken);
        if (table.Rows is > MostRows and var rows && table.Unknown is { IsEmpty: false } places)
        {
            var seen = await ScanAsync(table, places, Sampled(table, 100d * SampledRows / rows), SampledRows, cancellationToken);
            if (seen is [{ Rows: > 0 }, ..])
            {
                table.Keep(places, seen, stands: true);
            }
        }
    }

    /// <summary>Looks at the first rows of a view.</summary>
    public async Task LookIntoAsync(PostgresProfile view, CancellationToken cancellationToken)
    {
        if (await ScanAsync(view, All(view), From(view), ViewRows, cancellationToken) is [var first, ..] seen)
        {
            view.Keep(All(view), seen, stands: first.Rows < ViewRows);
        }
    }

    /// <summary>Rows of a table that was never analyzed, or null: the planner's guess from the size of its files says how few blocks to count them in.</summary>
    private async Task<long?> EstimateAsync(PostgresProfile table, CancellationToken cancellationToken)
    {
        try
        {
            var plan = await connection.QueryAsync($"EXPLAIN (FORMAT JSON) SELECT FROM {From(table)}", row => row.GetString(0), cancellationToken);
            using var parsed = JsonDocument.Parse(plan[0]);
            var guess = parsed.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
            var percent = Math.Min(100, 100d * CountedRows / Math.Max(1, guess));
            var counted = await connection.QueryAsync($"SELECT pg_catalog.count(*) FROM {Sampled(table, percent)}", row => row.GetInt64(0), cancellationToken);
            return (long)(counted[0] * 100 / percent);
        }
        catch (PostgresException failure) when (IsOfTable(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>What was seen of the columns; none when the table cannot be read now, which is a fact about it and no failure.</summary>
    private async Task<ColumnObservation[]> ScanAsync(PostgresProfile table, ImmutableArray<int> places, string from, int limit, CancellationToken cancellationToken)
    {
        if (places.IsEmpty)
        {
            return [];
        }

        try
        {
            var seen = Array.ConvertAll(places.ToArray(), _ => new ColumnObservation());
            var cells = string.Join(", ", places.Select(place => PostgresCells.Expression(table.Columns[place])));
            await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT {cells} FROM {from} LIMIT {limit}"), connection);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                for (var i = 0; i < seen.Length; i++)
                {
                    PostgresCells.Observe(row, i, table.Columns[places[i]].Type, seen[i]);
                }
            }

            return seen;
        }
        catch (PostgresException failure) when (IsOfTable(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }
    }

    // Only what ends the session (class 08, 57P01 and its like of appendix A) is about the server.
    public static bool IsOfTable(PostgresException failure) =>
        failure.SqlState is not ['0', '8', ..] and not ['5', '7', 'P', ..];

    private static ImmutableArray<int> All(PostgresProfile table) => [.. Enumerable.Range(0, table.Columns.Length)];

    private static string Sampled(PostgresProfile table, double percent) =>
        string.Create(CultureInfo.InvariantCulture, $"{From(table)} TABLESAMPLE SYSTEM ({percent}) REPEATABLE (0)");

    public static string NameOf(PostgresProfile table) => $"{PostgresPass.Quote(table.Relation.Schema)}.{PostgresPass.Quote(table.Relation.Name)}";

    // What inherits from a table may be out of bounds.
    private static string From(PostgresProfile table) => $"{(table.Relation.Kind == 'r' ? "ONLY " : "")}{NameOf(table)} AS t";
}
