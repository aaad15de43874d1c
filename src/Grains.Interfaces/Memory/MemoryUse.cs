namespace AgentCluster.Memory;

/// <summary>A memory that an answer rests on.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.MemoryUse")]
public sealed record MemoryUse
{
    /// <summary>Memory id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Its kind.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>Its subject and content, shortened.</summary>
    [Id(2)]
    public required string Content { get; init; }

    /// <summary>How well it fitted the question, 0 to 1.</summary>
    [Id(3)]
    public required double Score { get; init; }
}
