using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>An index of a table.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogIndex")]
public sealed record CatalogIndex
{
    /// <summary>Name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Columns in order; an expression stands as an empty name.</summary>
    [Id(1)]
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Whether it forbids duplicates.</summary>
    [Id(2)]
    public bool Unique { get; init; }

    /// <summary>Whether it covers only some rows.</summary>
    [Id(3)]
    public bool Partial { get; init; }
}
