namespace AgentCluster.Memory;

/// <summary>What spoke for a recalled memory; every signal 0 to 1.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.MemorySignals")]
public sealed record MemorySignals
{
    /// <summary>Cosine similarity of the embeddings, negative values cut to 0.</summary>
    [Id(0)]
    public double Vector { get; init; }

    /// <summary>Full-text rank: 1 for the best match of the query, falling with its place.</summary>
    [Id(1)]
    public double Text { get; init; }

    /// <summary>Share of the query's identifiers that the memory names.</summary>
    [Id(2)]
    public double Identifier { get; init; }

    /// <summary>Trust, from untrusted 0 to system 1.</summary>
    [Id(3)]
    public double Trust { get; init; }

    /// <summary>Recency, halved every thirty days.</summary>
    [Id(4)]
    public double Recency { get; init; }
}
