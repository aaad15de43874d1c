namespace AgentCluster.Discovery;

/// <summary>A stored value and how many rows have it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.ValueCount")]
public sealed record ValueCount
{
    /// <summary>The value as text.</summary>
    [Id(0)]
    public required string Value { get; init; }

    /// <summary>How many rows have it.</summary>
    [Id(1)]
    public required long Count { get; init; }
}
