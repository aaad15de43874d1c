namespace AgentCluster.Discovery.Patterns;

/// <summary>The trend of a short series, robust against outliers: no normal distribution is assumed and a single peak moves nothing.</summary>
/// <remarks>
/// Slope: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1968. Test: H. B. Mann, Nonparametric
/// tests against trend, Econometrica 13, 1945, with Kendall's variance for ties and the continuity correction (M. G. Kendall, Rank
/// Correlation Methods, 1975).
/// </remarks>
internal static class Trends
{
    private const double Significant = 0.95;

    // A series may drift by less than anyone would call a change and still be significant.
    private const double LeastShareOfTypical = 0.1;

    /// <summary>The trend of counts at equal distances, oldest first.</summary>
    public static DataTrend Of(ReadOnlySpan<double> series)
    {
        var slope = Slope(series);
        var significance = Significance(series);
        var change = Math.Abs(slope) * (series.Length - 1);
        var isTrend = significance >= Significant && change >= LeastShareOfTypical * Median(series.ToArray()) && slope != 0;
        return new DataTrend
        {
            Direction = !isTrend ? TrendDirection.Steady : slope > 0 ? TrendDirection.Rising : TrendDirection.Falling,
            ChangePerPeriod = Math.Round(slope, 3),
            Significance = Math.Round(significance, 3),
        };
    }

    /// <summary>The Theil-Sen slope; 0 for fewer than two values.</summary>
    public static double Slope(ReadOnlySpan<double> series)
    {
        var slopes = new List<double>(series.Length * (series.Length - 1) / 2);
        for (var i = 0; i < series.Length; i++)
        {
            for (var j = i + 1; j < series.Length; j++)
            {
                slopes.Add((series[j] - series[i]) / (j - i));
            }
        }

        return Median([.. slopes]);
    }

    /// <summary>One minus the two-sided p-value of the Mann-Kendall test.</summary>
    public static double Significance(ReadOnlySpan<double> series)
    {
        var concordance = 0;
        for (var i = 0; i < series.Length; i++)
        {
            for (var j = i + 1; j < series.Length; j++)
            {
                concordance += Math.Sign(series[j] - series[i]);
            }
        }

        double n = series.Length;
        var variance = n * (n - 1) * ((2 * n) + 5) / 18;
        foreach (var ties in series.ToArray().CountBy(value => value))
        {
            double t = ties.Value;
            variance -= t * (t - 1) * ((2 * t) + 5) / 18;
        }

        return variance <= 0 ? 0 : TwoSided((Math.Abs(concordance) - 1) / Math.Sqrt(variance));
    }

    /// <summary>The median; 0 of nothing.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length == 0 ? 0 : values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>P(|Z| &lt;= z) of a standard normal Z, by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26 (error below 1.5e-7).</summary>
    private static double TwoSided(double z)
    {
        if (z <= 0)
        {
            return 0;
        }

        var x = z / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var polynomial = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return 1 - (polynomial * Math.Exp(-x * x));
    }
}
