using System.Collections.Immutable;

namespace AgentCluster;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">The items' type.</typeparam>
[GenerateSerializer, Immutable, Alias("AgentCluster.Page`1")]
public sealed record Page<T>
{
    /// <summary>The items, in the list's own order.</summary>
    [Id(0)]
    public ImmutableArray<T> Items { get; init; } = [];

    /// <summary>Opaque cursor of the next page, or null at the end.</summary>
    [Id(1)]
    public string? Next { get; init; }
}
