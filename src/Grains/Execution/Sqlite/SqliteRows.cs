using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Rows on their way from the engine to the API's JSON, without a boxed value between.</summary>
internal sealed class SqliteRows : IDisposable
{
    private const long MaxSafeInteger = 1L << 53;
    private const int KeptBytes = 1 << 16;

    private readonly Utf8JsonWriter _writer;
    private ArrayBufferWriter<byte> _buffer = new(4096);
    private SqliteColumnType[] _columns = [];
    private int _complete;

    public SqliteRows() =>
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public int Count { get; private set; }

    /// <summary>Begins a result with the columns of a statement.</summary>
    public void Begin(sqlite3_stmt statement)
    {
        if (_buffer.Capacity > KeptBytes)
        {
            _buffer = new(4096);
        }

        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartArray();
        _columns = new SqliteColumnType[raw.sqlite3_column_count(statement)];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new SqliteColumnType(raw.sqlite3_column_decltype(statement, i).utf8_to_string());
        }

        Count = 0;
        _complete = 1;
    }

    /// <summary>Takes the current row; false, and as if it had not been, when the result would grow beyond the limit.</summary>
    public bool TryAdd(sqlite3_stmt statement, int maxBytes)
    {
        _writer.WriteStartArray();
        for (var i = 0; i < _columns.Length; i++)
        {
            WriteValue(statement, i, ref _columns[i]);
            if (_writer.BytesCommitted + _writer.BytesPending + 2 > maxBytes)
            {
                return false;
            }
        }

        _writer.WriteEndArray();
        _writer.Flush();
        _complete = _buffer.WrittenCount;
        Count++;
        return true;
    }

    /// <summary>The result of what was taken.</summary>
    public ResultSet Finish(sqlite3_stmt statement, bool truncated)
    {
        _writer.Flush();
        var names = new string[_columns.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = raw.sqlite3_column_name(statement, i).utf8_to_string();
        }

        return new ResultSet
        {
            Columns = [.. names],
            ColumnTypes = [.. _columns.Select(column => column.Name)],
            RowsJson = Encoding.UTF8.GetString(_buffer.WrittenSpan[.._complete]) + "]",
            RowCount = Count,
            Truncated = truncated,
        };
    }

    public void Dispose() => _writer.Dispose();

    private void WriteValue(sqlite3_stmt statement, int i, ref SqliteColumnType column)
    {
        switch (raw.sqlite3_column_type(statement, i))
        {
            case raw.SQLITE_INTEGER:
                WriteInteger(raw.sqlite3_column_int64(statement, i), ref column);
                break;
            case raw.SQLITE_FLOAT:
                WriteReal(raw.sqlite3_column_double(statement, i), ref column);
                break;
            case raw.SQLITE_TEXT:
                // The first call converts to UTF-8 where the file is in UTF-16; the second gives the bytes with their length.
                raw.sqlite3_column_text(statement, i);
                var text = raw.sqlite3_column_blob(statement, i);
                column.SeeText(text);
                _writer.WriteStringValue(text);
                break;
            case raw.SQLITE_BLOB:
                column.SeeBytes();
                _writer.WriteBase64StringValue(raw.sqlite3_column_blob(statement, i));
                break;
            default:
                _writer.WriteNullValue();
                break;
        }
    }

    private void WriteInteger(long value, ref SqliteColumnType column)
    {
        if (column.IsBoolean && (value is 0 or 1))
        {
            column.SeeBoolean();
            _writer.WriteBooleanValue(value == 1);
            return;
        }

        column.SeeInteger();
        if (value is > MaxSafeInteger or < -MaxSafeInteger)
        {
            Span<byte> digits = stackalloc byte[20];
            value.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
            _writer.WriteStringValue(digits[..length]);
        }
        else
        {
            _writer.WriteNumberValue(value);
        }
    }

    private void WriteReal(double value, ref SqliteColumnType column)
    {
        column.SeeReal();
        if (double.IsFinite(value))
        {
            _writer.WriteNumberValue(value);
        }
        else
        {
            _writer.WriteNullValue();
        }
    }
}
