using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Says ages of rows as days: "older than 2024" is before 2024, "older than 90 days" before the day that was 90 days ago.</summary>
internal static partial class Ages
{
    /// <param name="phrase">The phrase.</param>
    /// <param name="today">The present day.</param>
    /// <param name="verb">What rows of the table are counted from, such as "created", or null.</param>
    public static string AsDays(string phrase, DateOnly today, string? verb) => Age().Replace(phrase, match =>
    {
        var isOld = match.Groups["age"].Value.ToUpperInvariant() is "OLDER" or "EARLIER";
        if (match.Groups["since"].Success)
            return $"{verb} {(isOld ? "before" : "after")} {match.Groups["since"].Value}".Trim();
        return Back(today, int.Parse(match.Groups["count"].ValueSpan, null), match.Groups["unit"].Value.ToLowerInvariant()) is { } day
            ? $"{verb} {(isOld ? "before" : "since")} {day:yyyy-MM-dd}".Trim()
            : match.Value;
    });

    private static DateOnly? Back(DateOnly today, int count, string unit) => unit switch
    {
        "day" when count < today.DayNumber => today.AddDays(-count),
        "week" when count < today.DayNumber / 7 => today.AddDays(-7 * count),
        "month" when count < 12 * (today.Year - 1) => today.AddMonths(-count),
        "year" when count < today.Year => today.AddYears(-count),
        _ => null,
    };

    [GeneratedRegex(@"\b(?<age>older|earlier|newer|younger|later|more recent) than (?:(?<count>\d{1,4}) (?<unit>day|week|month|year)s?\b|(?<since>(?:19|20)\d\d\b(?:-\d{1,2}-\d{1,2})?))", RegexOptions.IgnoreCase)]
    private static partial Regex Age();
}
