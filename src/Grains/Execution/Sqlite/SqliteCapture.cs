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
    private long _bytes;
    private long _changes;
    private bool _truncated;

    /// <summary>Whether rows of another table changed as well, or a value has no text form: the images then do not tell the whole.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Begins to keep the rows of a table; null ends it.</summary>
    public void Watch(SqliteTable? table)
    {
        _rows.Clear();
        (_table, _bytes, _changes, _truncated, IsPartial) = (table, 0, 0, false, false);
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

    /// <summary>How many rows a statement changed: the engine does not count those that it removes to make room for others.</summary>
    /// <param name="counted">The engine's count.</param>
    public long Rows(long counted) => _table is null || IsPartial ? counted : Math.Max(counted, _truncated ? _changes : Images().Net().Length);

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
            }
            else
            {
                _changes++;
                Keep(database, operation);
            }
        }
        catch (Exception)
        {
            IsPartial = true;
        }
    }

    private void Keep(IntPtr database, int operation)
    {
        if (_truncated)
        {
            return;
        }

        var before = operation == raw.SQLITE_INSERT ? null : Values(column => SqlitePreupdate.Old(database, column));
        var after = operation == raw.SQLITE_DELETE ? null : Values(column => SqlitePreupdate.New(database, column));
        _bytes += Bytes(before) + Bytes(after);
        _truncated = _rows.Count == RowImages.MaxRows || _bytes > RowImages.MaxBytes;
        if (!_truncated)
        {
            _rows.Add(new(Row(before), Row(after)));
        }
    }

    private IntPtr[] Values(Func<int, IntPtr> value) => [.. _table!.Columns.Select(column => value(column.Place))];

    /// <summary>What the values of a row take at least in the ledger, before any is copied: what was kept once is kept again when it is taken back.</summary>
    private static long Bytes(IntPtr[]? values) =>
        values?.Sum(value => SqlitePreupdate.TypeOf(value) is raw.SQLITE_TEXT or raw.SQLITE_BLOB ? SqlitePreupdate.Length(value) : sizeof(int)) ?? 0;

    private ImmutableArray<string?>? Row(IntPtr[]? values) =>
        values is null ? null : [.. values.Zip(_table!.Columns, (value, column) => Text(value, SqliteTable.IsReal(column.Declared)))];

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
