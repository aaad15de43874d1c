namespace AgentCluster.Discovery;

/// <summary>A partition of a table. Partitions come and go with the data, so they are no part of a fingerprint.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogPartition")]
public sealed record CatalogPartition
{
    /// <summary>Schema.</summary>
    [Id(0)]
    public required string Schema { get; init; }

    /// <summary>Name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The rows it takes, as the engine writes it.</summary>
    [Id(2)]
    public string Bound { get; init; } = "";
}
