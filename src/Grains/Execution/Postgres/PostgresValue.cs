using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentCluster.Execution.Postgres;

/// <summary>From the server's text form of a value to the API's JSON.</summary>
internal static class PostgresValue
{
    private const long MaxSafeInteger = 1L << 53;
    private const int DoubleDigits = 15;

    /// <summary>The column type of a type's OID (pg_type.dat); domains come as what they are based on.</summary>
    public static PostgresColumnType TypeOf(uint oid) => oid switch
    {
        16 => PostgresColumnType.Boolean,
        17 => PostgresColumnType.Bytes,
        20 or 21 or 23 or 26 => PostgresColumnType.Integer,
        114 or 3802 => PostgresColumnType.Json,
        700 or 701 => PostgresColumnType.Float,
        1700 => PostgresColumnType.Number,
        1082 => PostgresColumnType.Date,
        1114 or 1184 => PostgresColumnType.Timestamp,
        _ => PostgresColumnType.Text,
    };

    /// <summary>The type as the API names it.</summary>
    public static string NameOf(PostgresColumnType type) =>
        type == PostgresColumnType.Float ? "number" : type.ToString().ToLowerInvariant();

    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter writer, PostgresColumnType type, ReadOnlySpan<byte> text)
    {
        switch (type)
        {
            case PostgresColumnType.Boolean:
                writer.WriteBooleanValue(text is [(byte)'t', ..]);
                break;
            case PostgresColumnType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= -MaxSafeInteger and <= MaxSafeInteger:
                writer.WriteNumberValue(number);
                break;
            case PostgresColumnType.Number when IsFinite(text) && Digits(text) <= DoubleDigits:
            case PostgresColumnType.Float when IsFinite(text):
                writer.WriteRawValue(text, skipInputValidation: true);
                break;
            case PostgresColumnType.Bytes when text is [(byte)'\\', (byte)'x', .. var hex]:
                writer.WriteBase64StringValue(Convert.FromHexString(Encoding.ASCII.GetString(hex)));
                break;
            case PostgresColumnType.Timestamp:
                writer.WriteStringValue(IsoTimestamp(Encoding.UTF8.GetString(text)));
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    /// <summary>NaN and the infinities are text.</summary>
    private static bool IsFinite(ReadOnlySpan<byte> text) => text is [.., >= (byte)'0' and <= (byte)'9'];

    /// <summary>Digits that a double would have to hold.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit((char)c) && (digits > 0 || c != '0') ? 1 : 0;
        }

        return digits;
    }

    /// <summary><c>2026-01-02 03:04:05+00</c> in the form of ISO 8601; infinities and years before Christ stay as the server writes them.</summary>
    private static string IsoTimestamp(string text) => text.Length < 19 || text[10] != ' ' || text.EndsWith("BC", StringComparison.Ordinal) ? text
        : $"{text[..10]}T{text[11..]}" is var iso && iso.EndsWith("+00", StringComparison.Ordinal) ? iso[..^3] + "Z" : iso;
}
