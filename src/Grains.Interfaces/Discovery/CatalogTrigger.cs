namespace AgentCluster.Discovery;

/// <summary>A trigger of a table.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogTrigger")]
public sealed record CatalogTrigger
{
    /// <summary>Name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Its statement as stored.</summary>
    [Id(1)]
    public string Definition { get; init; } = "";
}
