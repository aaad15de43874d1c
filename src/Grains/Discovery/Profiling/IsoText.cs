using System.Buffers;

namespace AgentCluster.Discovery.Profiling;

/// <summary>Recognises ISO 8601 dates and instants as databases write them (RFC 3339 section 5.6, a blank allowed for the T, seconds and zone optional).</summary>
internal static class IsoText
{
    private const int DateLength = 10;
    private const int MinuteLength = 16;
    private const int Longest = 35;

    private static readonly SearchValues<char> SecondsAndZone = SearchValues.Create("0123456789:.+- ");

    public static bool IsDate(ReadOnlySpan<char> text) => text.Length == DateLength && StartsWithDate(text);

    public static bool IsTimestamp(ReadOnlySpan<char> text) =>
        text.Length is >= MinuteLength and <= Longest
        && text[DateLength] is 'T' or 't' or ' '
        && text[13] == ':'
        && StartsWithDate(text)
        && Number(text[11..13]) is >= 0 and < 24
        && Number(text[14..16]) is >= 0 and < 60
        && text[MinuteLength..].TrimEnd("Zz").IndexOfAnyExcept(SecondsAndZone) < 0;

    private static bool StartsWithDate(ReadOnlySpan<char> text) =>
        text[4] == '-' && text[7] == '-'
        && Number(text[..4]) is > 0 and var year
        && Number(text[5..7]) is >= 1 and <= 12 and var month
        && Number(text[8..10]) is >= 1 and var day && day <= DateTime.DaysInMonth(year, month);

    // -1 unless all are digits; at most four of them.
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
