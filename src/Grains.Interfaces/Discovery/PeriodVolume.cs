namespace AgentCluster.Discovery;

/// <summary>How many rows arrived in one period.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.PeriodVolume")]
public sealed record PeriodVolume
{
    /// <summary>First day of the period.</summary>
    [Id(0)]
    public required DateOnly Start { get; init; }

    /// <summary>Rows.</summary>
    [Id(1)]
    public required long Count { get; init; }
}
