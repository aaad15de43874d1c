using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery.Profiling;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgentCluster.Discovery.Sqlite;

/// <summary>Profiles every column of a table in one scan; large tables and views by a bounded, repeatable sample.</summary>
internal sealed class SqliteProfiler(SqliteConnection connection, TimeProvider timeProvider)
{
    /// <summary>Tables up to this many rows are read whole.</summary>
    public const int ScanLimit = 100_000;

    private const int Blocks = 1_000;
    private const int ViewRows = 5_000;
    private const int Interrupted = 9;

    private static readonly TimeSpan ViewTime = TimeSpan.FromMilliseconds(150);

    /// <summary>The table with its row count, its profiles, and types that rest on the data.</summary>
    public CatalogTable Profile(SqliteObject item, CatalogTable table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (table.Columns.IsEmpty)
        {
            return table;
        }

        return item.IsView ? ProfileView(table, cancellationToken) : ProfileTable(item, table, cancellationToken);
    }

    private CatalogTable ProfileTable(SqliteObject item, CatalogTable table, CancellationToken cancellationToken)
    {
        using var interruption = InterruptOn(cancellationToken);
        try
        {
            var rows = connection.Query(r => r.GetInt64(0), $"SELECT count(*) FROM {From(table)}")[0];
            var sql = rows <= ScanLimit ? $"SELECT {Cells(table)} FROM {From(table)}" : SampleOf(item, table, rows);
            return With(table, Scan(sql, table.Columns.Length, int.MaxValue), complete: true) with { RowCount = rows };
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == Interrupted)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private CatalogTable ProfileView(CatalogTable view, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ViewTime, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var interruption = InterruptOn(either.Token);
        try
        {
            var seen = Scan($"SELECT {Cells(view)} FROM {From(view)}", view.Columns.Length, ViewRows);
            return With(view, seen, complete: seen[0].Rows < ViewRows);
        }
        catch (SqliteException)
        {
            // Too slow, or over something that is gone: it stays without profiles, which is a fact about a view and no failure.
            cancellationToken.ThrowIfCancellationRequested();
            return With(view, [], complete: false);
        }
    }

    // https://sqlite.org/c3ref/interrupt.html: does nothing when no statement runs.
    private CancellationTokenRegistration InterruptOn(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection.Handle);

    private static CatalogTable With(CatalogTable table, ColumnObservation[] seen, bool complete) => table with
    {
        Columns = [.. table.Columns.Select((column, i) => With(column, i < seen.Length ? seen[i] : null, complete))],
    };

    private static CatalogColumn With(CatalogColumn column, ColumnObservation? seen, bool complete)
    {
        var type = LogicalTypes.Of(column.DeclaredType, seen);
        return column with { Type = type, Profile = seen is null ? null : ColumnProfiles.Of(type, seen, complete) };
    }

    private ColumnObservation[] Scan(string sql, int columns, int limit)
    {
        var seen = new ColumnObservation[columns];
        for (var i = 0; i < columns; i++)
        {
            seen[i] = new ColumnObservation();
        }

        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        for (var row = 0; row < limit && reader.Read(); row++)
        {
            for (var i = 0; i < columns; i++)
            {
                Observe(reader, i, seen[i]);
            }
        }

        return seen;
    }

    private static void Observe(SqliteDataReader reader, int ordinal, ColumnObservation seen)
    {
        switch (raw.sqlite3_column_type(reader.Handle!, ordinal))
        {
            case raw.SQLITE_NULL:
                seen.AddNull();
                break;
            case raw.SQLITE_INTEGER:
                seen.AddInteger(reader.GetInt64(ordinal));
                break;
            case raw.SQLITE_FLOAT:
                seen.AddReal(reader.GetDouble(ordinal));
                break;
            case raw.SQLITE_TEXT:
                seen.AddText(reader.GetString(ordinal));
                break;
            default:
                seen.AddBlob(reader.GetFieldValue<byte[]>(ordinal));
                break;
        }
    }

    // Blocks of neighbours spread evenly over the row ids: few seeks, the same rows each time, and no stride that could fall in step
    // with a period of the data.
    private string SampleOf(SqliteObject item, CatalogTable table, long rows)
    {
        string[] aliases = ["rowid", "_rowid_", "oid"];
        var rowid = item.HasRowid ? aliases.FirstOrDefault(a => table.Column(a) is null) : null;
        if (rowid is null)
        {
            return $"SELECT {Cells(table)} FROM {From(table)} LIMIT {ScanLimit}";
        }

        var (first, last) = connection.Query(
            r => (r.GetInt64(0), r.GetInt64(1)),
            $"SELECT (SELECT min({rowid}) FROM {From(table)}), (SELECT max({rowid}) FROM {From(table)})")[0];
        var span = (decimal)last - first + 1;
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH RECURSIVE block(start) AS (SELECT {first} UNION ALL SELECT start + {Whole(span / Blocks)} FROM block WHERE start <= {last - Whole(span / Blocks)})
            SELECT {Cells(table)} FROM block CROSS JOIN {From(table)} WHERE t.{rowid} >= block.start AND t.{rowid} < block.start + {Whole(span / rows * (ScanLimit / Blocks))}
            LIMIT {ScanLimit}
            """);
    }

    private static decimal Whole(decimal number) => decimal.Ceiling(number);

    private static string From(CatalogTable table) => $"{SqliteIdentifiers.Quote(table.Schema)}.{SqliteIdentifiers.Quote(table.Name)} AS t";

    private static string Cells(CatalogTable table) => string.Join(", ", table.Columns.Select(Cell));

    // One character more than is kept shows that a text is longer.
    private static string Cell(CatalogColumn column)
    {
        var name = $"t.{SqliteIdentifiers.Quote(column.Name)}";
        return $"CASE WHEN typeof({name}) IN ('text', 'blob') THEN substr({name}, 1, {ColumnObservation.TextBound + 1}) ELSE {name} END";
    }
}
