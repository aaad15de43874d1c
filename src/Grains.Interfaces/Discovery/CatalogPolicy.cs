using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>A row policy of a table.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogPolicy")]
public sealed record CatalogPolicy
{
    /// <summary>Name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it is for: <c>all</c>, <c>select</c>, <c>insert</c>, <c>update</c> or <c>delete</c>.</summary>
    [Id(1)]
    public required string Command { get; init; }

    /// <summary>Whether it permits rows; a restrictive one takes rows away from what others permit.</summary>
    [Id(2)]
    public bool Permissive { get; init; }

    /// <summary>The roles it is for; <c>public</c> stands for all.</summary>
    [Id(3)]
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Which rows are seen (<c>USING</c>), or null.</summary>
    [Id(4)]
    public string? Using { get; init; }

    /// <summary>Which rows may be written (<c>WITH CHECK</c>), or null.</summary>
    [Id(5)]
    public string? WithCheck { get; init; }
}
