using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>A domain: a type with conditions of its own.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogDomain")]
public sealed record CatalogDomain
{
    /// <summary>Schema.</summary>
    [Id(0)]
    public required string Schema { get; init; }

    /// <summary>Name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The type it is based on, as declared.</summary>
    [Id(2)]
    public required string BaseType { get; init; }

    /// <summary>Whether it may be null.</summary>
    [Id(3)]
    public bool Nullable { get; init; }

    /// <summary>Default expression, or null.</summary>
    [Id(4)]
    public string? Default { get; init; }

    /// <summary>Its conditions.</summary>
    [Id(5)]
    public ImmutableArray<CatalogCheck> Checks { get; init; } = [];

    /// <summary>Comment, or null.</summary>
    [Id(6)]
    public string? Comment { get; init; }
}
