using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AgentCluster.Execution.Writing;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Keeps the rows of one table as a statement finds and leaves them, told by the engine itself before each change: right for every form of DML.</summary>
internal sealed class SqliteCapture
{
    private readonly List<RowImage> _rows = [];
    private SqliteTable? _table;
    private bool _truncated;

    /// <summary>Whether rows of another table changed as well, or a value has no text form: the images then do not tell the whole.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Begins to keep the rows of a table; null ends it.</summary>
    public void Watch(SqliteTable? table)
    {
        _rows.Clear();
        (_table, _truncated, IsPartial) = (table, false, false);
    }

    /// <summary>What was kept.</summary>
    public RowImages Images() => new()
    {
        Table = $"main.{_table!.Name}",
        Columns = _table.ColumnNames,
        Key = _table.Key,
        Rows = [.. _rows],
        Truncated = _truncated,
    };

    /// <summary>The hook. Nothing may be thrown through the engine.</summary>
    public void OnChange(IntPtr context, IntPtr database, int operation, IntPtr schema, IntPtr table, long oldKey, long newKey)
    {
        if (_table is null || IsPartial)
        {
            return;
        }

        try
        {
            var name = Marshal.PtrToStringUTF8(table)!;
            if (!_table.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                // The engine's own counters are no rows of anybody.
                IsPartial = !name.StartsWith("sqlite_", StringComparison.Ordinal);
                return;
            }

            if (_rows.Count == RowImages.MaxRows)
            {
                _truncated = true;
                return;
            }

            var before = operation == raw.SQLITE_INSERT ? (ImmutableArray<string?>?)null : Row(column => SqlitePreupdate.Old(database, column));
            var after = operation == raw.SQLITE_DELETE ? (ImmutableArray<string?>?)null : Row(column => SqlitePreupdate.New(database, column));
            _rows.Add(new(before, after));
        }
        catch (Exception)
        {
            IsPartial = true;
        }
    }

    private ImmutableArray<string?> Row(Func<int, IntPtr> value) => [.. _table!.Columns.Select(column => Text(value(column.Place), SqliteTable.IsReal(column.Declared)))];

    private static string? Text(IntPtr value, bool real) => SqlitePreupdate.TypeOf(value) switch
    {
        raw.SQLITE_INTEGER when real => SqliteValue.Of((double)SqlitePreupdate.Integer(value)),
        raw.SQLITE_INTEGER => SqliteValue.Of(SqlitePreupdate.Integer(value)),
        raw.SQLITE_FLOAT => SqliteValue.Of(SqlitePreupdate.Real(value)),
        raw.SQLITE_TEXT => SqliteValue.OfText(SqlitePreupdate.Bytes(value, text: true)),
        raw.SQLITE_BLOB => SqliteValue.OfBlob(SqlitePreupdate.Bytes(value, text: false)),
        _ => null,
    };
}
