namespace AgentCluster.Memory;

/// <summary>A memory that recall found, with what spoke for it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.RecalledMemory")]
public sealed record RecalledMemory
{
    /// <summary>The memory.</summary>
    [Id(0)]
    public required MemoryItem Item { get; init; }

    /// <summary>The fused score; only its order means something across queries.</summary>
    [Id(1)]
    public required double Score { get; init; }

    /// <summary>The signals behind the score.</summary>
    [Id(2)]
    public required MemorySignals Signals { get; init; }
}
