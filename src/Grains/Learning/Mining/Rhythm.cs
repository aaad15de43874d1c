namespace AgentCluster.Learning;

/// <summary>When something that recurs usually comes.</summary>
internal static class Rhythm
{
    private const int LeastDays = 3;
    private const double Mostly = 0.75;
    private const int FirstDaysOfMonth = 3;

    /// <summary>The rhythm in words, or null when three days are not reached or fit none.</summary>
    /// <param name="days">The different days on which it came.</param>
    public static string? Of(IReadOnlyCollection<DateOnly> days)
    {
        if (days.Count < LeastDays)
        {
            return null;
        }

        var (weekday, count) = days.CountBy(day => day.DayOfWeek).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First();
        if (count >= LeastDays && count >= Mostly * days.Count)
        {
            return $"every {weekday}";
        }

        if (days.Count(day => day.Day <= FirstDaysOfMonth) >= Mostly * days.Count && days.DistinctBy(day => day.Month).Count() >= LeastDays)
        {
            return "at the beginning of the month";
        }

        var (first, last) = (days.Min().DayNumber, days.Max().DayNumber);
        var workdays = Enumerable.Range(first, last - first + 1).Count(number => IsWorkday(DateOnly.FromDayNumber(number)));
        return days.Count >= Mostly * (last - first + 1) ? "every day"
            : days.All(IsWorkday) && days.Count >= Mostly * workdays ? "every working day"
            : null;
    }

    private static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
