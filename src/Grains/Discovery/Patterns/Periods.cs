namespace AgentCluster.Discovery.Patterns;

/// <summary>Arithmetic of calendar periods.</summary>
internal static class Periods
{
    /// <summary>First day of the period that holds a day.</summary>
    public static DateOnly Start(PatternPeriod period, DateOnly day) => period switch
    {
        PatternPeriod.Day => day,
        PatternPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => new DateOnly(day.Year, day.Month, 1),
    };

    /// <summary>First day of the period that lies <paramref name="count"/> periods after the one that begins on a day.</summary>
    public static DateOnly Add(PatternPeriod period, DateOnly start, int count) => period switch
    {
        PatternPeriod.Day => start.AddDays(count),
        PatternPeriod.Week => start.AddDays(7 * count),
        _ => start.AddMonths(count),
    };

    /// <summary>How many periods lie between the starts of two.</summary>
    public static int Between(PatternPeriod period, DateOnly from, DateOnly to) => period switch
    {
        PatternPeriod.Day => to.DayNumber - from.DayNumber,
        PatternPeriod.Week => (to.DayNumber - from.DayNumber) / 7,
        _ => ((to.Year - from.Year) * 12) + to.Month - from.Month,
    };

    /// <summary>How many periods are looked back: eight weeks of days, a year of weeks, three years of months.</summary>
    public static int LookedBack(PatternPeriod period) => period switch
    {
        PatternPeriod.Day => 56,
        PatternPeriod.Week => 52,
        _ => 36,
    };

    /// <summary>How many of the latest periods count as lately.</summary>
    public static int Lately(PatternPeriod period) => period switch
    {
        PatternPeriod.Day => 14,
        PatternPeriod.Week => 4,
        _ => 3,
    };
}
