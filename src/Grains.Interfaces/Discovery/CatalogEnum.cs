using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>An enumerated type.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogEnum")]
public sealed record CatalogEnum
{
    /// <summary>Schema.</summary>
    [Id(0)]
    public required string Schema { get; init; }

    /// <summary>Name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Its values in their order.</summary>
    [Id(2)]
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Comment, or null.</summary>
    [Id(3)]
    public string? Comment { get; init; }
}
