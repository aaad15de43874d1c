using System.Globalization;
using System.Text;
using System.Text.Json;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// A value in a text form that keeps its storage class (https://www.sqlite.org/datatype3.html) and every digit: <c>i:42</c>, <c>r:0.1</c>,
/// <c>t:text</c>, <c>b:base64</c>; null is NULL.
/// </summary>
internal static class SqliteValue
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Of(long value) => string.Create(CultureInfo.InvariantCulture, $"i:{value}");

    // The file knows no negative zero.
    public static string Of(double value) => string.Create(CultureInfo.InvariantCulture, $"r:{(value == 0 ? 0 : value):R}");

    /// <exception cref="DecoderFallbackException">The bytes are no UTF-8.</exception>
    public static string OfText(ReadOnlySpan<byte> value) => "t:" + Strict.GetString(value);

    public static string OfBlob(ReadOnlySpan<byte> value) => "b:" + Convert.ToBase64String(value);

    /// <summary>A column of the current row.</summary>
    public static string? Of(sqlite3_stmt row, int column)
    {
        switch (raw.sqlite3_column_type(row, column))
        {
            case raw.SQLITE_INTEGER:
                return Of(raw.sqlite3_column_int64(row, column));
            case raw.SQLITE_FLOAT:
                return Of(raw.sqlite3_column_double(row, column));
            case raw.SQLITE_TEXT:
                // The first call converts to UTF-8 where the file is in UTF-16.
                raw.sqlite3_column_text(row, column);
                return OfText(raw.sqlite3_column_blob(row, column));
            case raw.SQLITE_BLOB:
                return OfBlob(raw.sqlite3_column_blob(row, column));
            default:
                return null;
        }
    }

    /// <summary>The value to bind.</summary>
    public static object? Parse(string? value) => value?[0] switch
    {
        null => null,
        'i' => long.Parse(value.AsSpan(2), CultureInfo.InvariantCulture),
        'r' => double.Parse(value.AsSpan(2), CultureInfo.InvariantCulture),
        'b' => Convert.FromBase64String(value[2..]),
        _ => value[2..],
    };

    /// <summary>The engine's order: NULL, numbers, text, blobs.</summary>
    public static int Compare(string? one, string? other) => (Parse(one), Parse(other)) switch
    {
        (long a, long b) => a.CompareTo(b),
        (long or double, long or double) and var (a, b) => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        _ when Class(one) != Class(other) => Class(one).CompareTo(Class(other)),
        _ => string.CompareOrdinal(one, other),
    };

    /// <summary>Writes a value as the API shows it, and notes its type.</summary>
    public static void Write(Utf8JsonWriter writer, string? value, ref SqliteColumnType column)
    {
        const long MaxSafeInteger = 1L << 53;
        switch (Parse(value))
        {
            case long flag and (0 or 1) when column.IsBoolean:
                column.SeeBoolean();
                writer.WriteBooleanValue(flag == 1);
                break;
            case long number:
                column.SeeInteger();
                if (number is > MaxSafeInteger or < -MaxSafeInteger)
                {
                    writer.WriteStringValue(value.AsSpan(2));
                }
                else
                {
                    writer.WriteNumberValue(number);
                }

                break;
            case double number when double.IsFinite(number):
                column.SeeReal();
                writer.WriteNumberValue(number);
                break;
            case byte[] bytes:
                column.SeeBytes();
                writer.WriteBase64StringValue(bytes);
                break;
            case string text:
                column.SeeText(Encoding.UTF8.GetBytes(text));
                writer.WriteStringValue(text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static int Class(string? value) => value?[0] switch { null => 0, 'i' or 'r' => 1, 't' => 2, _ => 3 };
}
