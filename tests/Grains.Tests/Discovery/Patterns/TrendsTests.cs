using AgentCluster.Discovery;
using AgentCluster.Discovery.Patterns;

namespace AgentCluster.Grains.Tests.Discovery.Patterns;

public sealed class TrendsTests
{
    [Fact]
    public void Slope_WithOneWildOutlier_StaysTheLine()
    {
        double[] series = [10, 12, 14, 16, 900, 20, 22, 24, 26];

        Assert.Equal(2, Trends.Slope(series));
        Assert.Equal(TrendDirection.Rising, Trends.Of(series).Direction);
    }

    // Z = (S - 1) / sqrt(n(n-1)(2n+5)/18) = 44 / sqrt(125) for ten rising values; 2 * Phi(Z) - 1.
    [Fact]
    public void Significance_OfTenRisingValues_IsThatOfTheNormalTable() =>
        Assert.Equal(0.99992, Trends.Significance([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 4);

    [Theory]
    [InlineData(TrendDirection.Falling, new double[] { 90, 84, 85, 77, 70, 72, 61, 55, 57, 40 })]
    [InlineData(TrendDirection.Steady, new double[] { 5, 7, 6, 5, 8, 6, 5, 7, 6, 6 })]
    [InlineData(TrendDirection.Steady, new double[] { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 })]
    [InlineData(TrendDirection.Steady, new double[] { 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009 })]
    public void Direction_OfASeries_NeedsSignificanceAndSize(TrendDirection expected, double[] series) =>
        Assert.Equal(expected, Trends.Of(series).Direction);

    [Fact]
    public void Trend_OfNothing_IsSteady() => Assert.Equal((TrendDirection.Steady, 0, 0), (Trends.Of([]).Direction, Trends.Of([]).ChangePerPeriod, Trends.Of([]).Significance));
}
