namespace AgentCluster.Reasoning.Local;

/// <summary>A half-open range of days; an open end is null.</summary>
/// <param name="From">First day in it, or null.</param>
/// <param name="Before">First day after it, or null.</param>
internal readonly record struct DateSpan(DateOnly? From, DateOnly? Before)
{
    public static DateSpan Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));

    public static DateSpan Month(DateOnly first) => new(first, first.AddMonths(1));

    public static DateSpan Day(DateOnly day) => new(day, day.AddDays(1));
}
