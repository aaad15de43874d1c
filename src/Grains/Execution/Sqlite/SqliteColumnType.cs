namespace AgentCluster.Execution.Sqlite;

/// <summary>The type of a result column: what its values were, refined by what it was declared as. SQLite's own types belong to values (https://www.sqlite.org/datatype3.html).</summary>
internal struct SqliteColumnType(string? declared)
{
    private readonly string? _declared = declared?.ToUpperInvariant();
    private Seen _seen;

    [Flags]
    private enum Seen
    {
        Nothing = 0,
        Integer = 1,
        Real = 2,
        Text = 4,
        Date = 8,
        Timestamp = 16,
        Bytes = 32,
        Boolean = 64,
    }

    public readonly bool IsBoolean => Has("BOOL");

    public readonly string Name => _seen switch
    {
        Seen.Nothing => Declared,
        Seen.Boolean => "boolean",
        Seen.Integer => Has("REAL") || Has("DOUB") || Has("FLOA") || Has("DEC") || Has("NUMERIC") ? "number" : "integer",
        Seen.Integer | Seen.Boolean => "integer",
        Seen.Real or Seen.Real | Seen.Integer => "number",
        Seen.Date => "date",
        Seen.Timestamp or Seen.Timestamp | Seen.Date => "timestamp",
        Seen.Text when Has("JSON") => "json",
        Seen.Bytes => "bytes",
        _ => "text",
    };

    private readonly string Declared => _declared is null ? "null"
        : Has("BOOL") ? "boolean"
        : Has("JSON") ? "json"
        : Has("TIMESTAMP") || Has("DATETIME") ? "timestamp"
        : Has("DATE") ? "date"
        : Has("INT") ? "integer"
        : Has("CHAR") || Has("CLOB") || Has("TEXT") ? "text"
        : Has("BLOB") ? "bytes"
        : Has("REAL") || Has("FLOA") || Has("DOUB") || Has("DEC") || Has("NUM") ? "number"
        : "null";

    public void SeeInteger() => _seen |= Seen.Integer;

    public void SeeReal() => _seen |= Seen.Real;

    public void SeeBoolean() => _seen |= Seen.Boolean;

    public void SeeBytes() => _seen |= Seen.Bytes;

    public void SeeText(ReadOnlySpan<byte> text) => _seen |= !StartsWithDate(text) ? Seen.Text
        : text.Length == 10 ? Seen.Date
        : text.Length >= 16 && (text[10] is (byte)' ' or (byte)'T') && text[13] == ':' ? Seen.Timestamp : Seen.Text;

    private static bool StartsWithDate(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 10 or > 35 || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        for (var i = 0; i < 10; i++)
        {
            if (i is not (4 or 7) && !char.IsAsciiDigit((char)text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool Has(string word) => _declared?.Contains(word, StringComparison.Ordinal) == true;
}
