namespace AgentCluster.Discovery;

/// <summary>One dated change of a catalog.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogChange")]
public sealed record CatalogChange
{
    /// <summary>When discovery saw it.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The object: <c>schema.table</c> or <c>schema.table.column</c>.</summary>
    [Id(1)]
    public required string Object { get; init; }

    /// <summary><c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
    [Id(2)]
    public required string Kind { get; init; }

    /// <summary>What changed, one line.</summary>
    [Id(3)]
    public required string Detail { get; init; }
}
