namespace AgentCluster.Memory;

/// <summary>A draft that passed the write gate, with all that is computed before it is written.</summary>
public sealed record PreparedMemory
{
    /// <summary>The draft.</summary>
    public required MemoryDraft Draft { get; init; }

    /// <summary>Id it gets unless it is merged into another memory.</summary>
    public required string Id { get; init; }

    /// <summary>Digest of subject and content; equal exactly when both are.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The words of subject and content for full-text search, identifiers split, separated by blanks.</summary>
    public required string Words { get; init; }

    /// <summary>Embedding of subject and content, unit length.</summary>
    public required ReadOnlyMemory<float> Embedding { get; init; }

    /// <summary>The model the embedding comes from.</summary>
    public required string EmbeddingModel { get; init; }
}
