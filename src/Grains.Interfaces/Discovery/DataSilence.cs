namespace AgentCluster.Discovery;

/// <summary>A table that stopped receiving rows long before its usual rhythm would explain it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.DataSilence")]
public sealed record DataSilence
{
    /// <summary>Whole periods without a row since the last arrival.</summary>
    [Id(0)]
    public required int Periods { get; init; }

    /// <summary>The longest such gap before it, in periods.</summary>
    [Id(1)]
    public required int LongestBefore { get; init; }
}
