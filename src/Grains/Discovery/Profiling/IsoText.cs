using System.Globalization;

namespace AgentCluster.Discovery.Profiling;

/// <summary>Recognises ISO 8601 dates and instants as databases write them (RFC 3339 section 5.6, a blank allowed for the T).</summary>
internal static class IsoText
{
    private const int DateLength = 10;

    public static bool IsDate(ReadOnlySpan<char> text) => text.Length == DateLength && StartsWithDate(text);

    public static bool IsTimestamp(ReadOnlySpan<char> text) =>
        text.Length is >= 16 and <= 35
        && (text[DateLength] is 'T' or ' ' or 't')
        && StartsWithDate(text)
        && text[13] == ':'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool StartsWithDate(ReadOnlySpan<char> text) =>
        text[4] == '-' && text[7] == '-' && DateOnly.TryParseExact(text[..DateLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
