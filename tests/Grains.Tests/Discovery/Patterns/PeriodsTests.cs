using AgentCluster.Discovery;
using AgentCluster.Discovery.Patterns;

namespace AgentCluster.Grains.Tests.Discovery.Patterns;

public sealed class PeriodsTests
{
    [Theory]
    [InlineData(PatternPeriod.Day, "2026-03-01", "2026-03-01")]
    [InlineData(PatternPeriod.Week, "2026-03-01", "2026-02-23")]
    [InlineData(PatternPeriod.Week, "2026-03-02", "2026-03-02")]
    [InlineData(PatternPeriod.Month, "2026-03-31", "2026-03-01")]
    public void Start_OfADay_IsTheFirstDayOfItsPeriod(PatternPeriod period, string day, string start) =>
        Assert.Equal(DateOnly.Parse(start), Periods.Start(period, DateOnly.Parse(day)));

    [Theory]
    [InlineData(PatternPeriod.Day, "2024-02-28", 2, "2024-03-01")]
    [InlineData(PatternPeriod.Week, "2024-12-30", -1, "2024-12-23")]
    [InlineData(PatternPeriod.Month, "2024-11-01", 3, "2025-02-01")]
    public void Add_AndBetween_AreInverse(PatternPeriod period, string from, int count, string to)
    {
        Assert.Equal(DateOnly.Parse(to), Periods.Add(period, DateOnly.Parse(from), count));
        Assert.Equal(count, Periods.Between(period, DateOnly.Parse(from), DateOnly.Parse(to)));
    }
}
