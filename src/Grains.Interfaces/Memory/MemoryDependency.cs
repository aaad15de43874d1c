namespace AgentCluster.Memory;

/// <summary>A catalog object that a memory rests on.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.MemoryDependency")]
public sealed record MemoryDependency
{
    /// <summary>The object as discovery names it: <c>source:schema.table</c> or <c>source:schema.table.column</c>.</summary>
    [Id(0)]
    public required string Object { get; init; }

    /// <summary>Its fingerprint when the memory was written or last validated.</summary>
    [Id(1)]
    public string Fingerprint { get; init; } = "";
}
