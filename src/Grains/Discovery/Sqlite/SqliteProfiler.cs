using System.Globalization;
using System.Text;
using AgentCluster.Discovery.Profiling;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgentCluster.Discovery.Sqlite;

/// <summary>Profiles every column of a table in one scan; large tables and views by a bounded, repeatable sample.</summary>
internal sealed class SqliteProfiler(SqliteConnection connection)
{
    /// <summary>Tables up to this many rows are read whole.</summary>
    public const int ScanLimit = 100_000;

    private const int Blocks = 1_000;
    private const int ViewRows = 5_000;
    private const int Unusable = 1;
    private const int Interrupted = 9;

    // About a fifth of a second.
    private const int ViewInstructions = 5_000_000;

    private readonly bool _isUtf8 = connection.Query(r => r.GetString(0), "PRAGMA encoding") is ["UTF-8"];

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
        catch (SqliteException failure) when (failure.SqliteErrorCode == Unusable)
        {
            // A generated column calls a function, or a virtual table a module, that only the application brings.
            return With(table, [], complete: false);
        }
    }

    private CatalogTable ProfileView(CatalogTable view, CancellationToken cancellationToken)
    {
        using var interruption = InterruptOn(cancellationToken);

        // https://sqlite.org/c3ref/progress_handler.html: a bound in instructions ends the same views on a busy machine as on an idle one.
        raw.sqlite3_progress_handler(connection.Handle, ViewInstructions, static _ => 1, null);
        try
        {
            var seen = Scan($"SELECT {Cells(view)} FROM {From(view)}", view.Columns.Length, ViewRows);
            return With(view, seen, complete: seen[0].Rows < ViewRows);
        }
        catch (SqliteException)
        {
            // Too much work, or over something that is gone: it stays without profiles, which is a fact about a view and no failure.
            cancellationToken.ThrowIfCancellationRequested();
            return With(view, [], complete: false);
        }
        finally
        {
            raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
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
        var statement = reader.Handle!;
        for (var row = 0; row < limit && reader.Read(); row++)
        {
            for (var i = 0; i < columns; i++)
            {
                Observe(statement, i, seen[i]);
            }
        }

        return seen;
    }

    // The driver's own accessors ask for the type again and box: this is a scan over every cell of the database.
    private void Observe(sqlite3_stmt statement, int ordinal, ColumnObservation seen)
    {
        switch (raw.sqlite3_column_type(statement, ordinal))
        {
            case raw.SQLITE_NULL:
                seen.AddNull();
                break;
            case raw.SQLITE_INTEGER:
                seen.AddInteger(raw.sqlite3_column_int64(statement, ordinal));
                break;
            case raw.SQLITE_FLOAT:
                seen.AddReal(raw.sqlite3_column_double(statement, ordinal));
                break;
            case raw.SQLITE_TEXT:
                seen.AddText(TextOf(statement, ordinal));
                break;
            default:
                seen.AddBlob(raw.sqlite3_column_blob(statement, ordinal));
                break;
        }
    }

    private string TextOf(sqlite3_stmt statement, int ordinal)
    {
        if (!_isUtf8)
        {
            // https://sqlite.org/c3ref/column_blob.html: asking for UTF-8 converts the cell in place, so that its bytes are UTF-8 after it.
            raw.sqlite3_column_text(statement, ordinal);
        }

        const int MostBytes = (ColumnObservation.TextBound + 1) * 4;
        var bytes = raw.sqlite3_column_blob(statement, ordinal);
        var text = Encoding.UTF8.GetString(bytes.Length > MostBytes ? bytes[..MostBytes] : bytes);
        return text.Length > ColumnObservation.TextBound ? text[..(ColumnObservation.TextBound + 1)] : text;
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

    private static string From(CatalogTable table) => $"{SqliteCommands.Quote(table.Schema)}.{SqliteCommands.Quote(table.Name)} AS t";

    private static string Cells(CatalogTable table) => string.Join(", ", table.Columns.Select(c => $"t.{SqliteCommands.Quote(c.Name)}"));
}
