namespace AgentCluster.Discovery;

/// <summary>A check constraint of a table or domain.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogCheck")]
public sealed record CatalogCheck
{
    /// <summary>Name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The condition as the engine writes it.</summary>
    [Id(1)]
    public required string Expression { get; init; }
}
