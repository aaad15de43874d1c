namespace AgentCluster.Discovery;

/// <summary>The trend of a series of counts.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.DataTrend")]
public sealed record DataTrend
{
    /// <summary>Where it goes.</summary>
    [Id(0)]
    public required TrendDirection Direction { get; init; }

    /// <summary>Rows more (or less) from one period to the next: the Theil-Sen slope, the median of the slopes of all pairs.</summary>
    [Id(1)]
    public required double ChangePerPeriod { get; init; }

    /// <summary>0 to 1: one minus the two-sided p-value of the Mann-Kendall test, so 0.95 and more is hard to explain by chance.</summary>
    [Id(2)]
    public required double Significance { get; init; }
}
