using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using AgentCluster.Discovery.Patterns;
using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgentCluster.Discovery.Sqlite;

/// <summary>Arrivals out of a SQLite table whose time column holds ISO 8601 text.</summary>
internal sealed class SqliteArrivalReader : IArrivalReader
{
    // About half a second: a table of a million rows without an index on its time column is left alone.
    private const int MostInstructions = 20_000_000;
    private const int MostNewValues = 20;

    /// <inheritdoc />
    public SourceProvider Provider => SourceProvider.Sqlite;

    /// <inheritdoc />
    public Task<Arrivals?> ReadAsync(DbConnection connection, ArrivalQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Read(connection, query, cancellationToken));

    private static Arrivals? Read(DbConnection connection, ArrivalQuery query, CancellationToken cancellationToken)
    {
        var sqlite = (SqliteConnection)connection;
        using var interruption = cancellationToken.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), sqlite.Handle);
        try
        {
            // https://sqlite.org/c3ref/progress_handler.html: instructions, not seconds, bound the same tables on a busy machine as on an idle one.
            raw.sqlite3_progress_handler(sqlite.Handle, MostInstructions, static _ => 1, null);
            var volumes = Volumes(sqlite, query);
            return volumes.Count == 0 ? null : new([.. volumes.Select(v => v.Volume)], volumes.Max(v => v.Last)!, NewValues(sqlite, query));
        }
        catch (SqliteException)
        {
            // Too much work, or a table that only its application can read: it has no pattern, which is no failure.
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
        finally
        {
            raw.sqlite3_progress_handler(sqlite.Handle, 0, null, null);
        }
    }

    private static List<(PeriodVolume Volume, string Last)> Volumes(SqliteConnection connection, ArrivalQuery query)
    {
        // A text such as '2025' lies between two dates and is read as a Julian day thousands of years ago; one that is no time at all has no start.
        var time = SqliteCommands.Quote(query.Column.Name);
        return connection.Query(
            row => (new PeriodVolume { Start = Day(row.GetString(0)), Count = row.GetInt64(1) }, row.GetString(2)),
            $"""
            SELECT {StartOf(query.Period, time)} AS start, count(*), max({time}) FROM {From(query)}
            WHERE {time} >= $from AND {time} < $to GROUP BY 1 HAVING start >= $from ORDER BY 1
            """,
            ("$from", Text(query.From)), ("$to", Text(query.To)));
    }

    private static ImmutableArray<NewValue> NewValues(SqliteConnection connection, ArrivalQuery query)
    {
        if (query.Categories.IsEmpty)
        {
            return [];
        }

        var time = SqliteCommands.Quote(query.Column.Name);
        var columns = query.Categories.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {i} AS place, CAST({SqliteCommands.Quote(column.Name)} AS TEXT) AS value, date(min({time})) AS first FROM {From(query)}
            WHERE {SqliteCommands.Quote(column.Name)} IS NOT NULL AND {time} IS NOT NULL GROUP BY 2 HAVING first >= $lately
            """));
        return
        [
            .. connection.Query(
                row => new NewValue { Column = query.Categories[row.GetInt32(0)].Name, Value = row.GetString(1), FirstSeen = Day(row.GetString(2)) },
                $"{string.Join("\nUNION ALL\n", columns)}\nORDER BY place, first, value LIMIT {MostNewValues}",
                ("$lately", Text(query.Lately))),
        ];
    }

    // https://sqlite.org/lang_datefunc.html: forward to the next Sunday, or stay on it, then back to its Monday.
    private static string StartOf(PatternPeriod period, string time) => period switch
    {
        PatternPeriod.Day => $"date({time})",
        PatternPeriod.Week => $"date({time}, 'weekday 0', '-6 days')",
        _ => $"date({time}, 'start of month')",
    };

    private static string From(ArrivalQuery query) => $"{SqliteCommands.Quote(query.Table.Schema)}.{SqliteCommands.Quote(query.Table.Name)}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
