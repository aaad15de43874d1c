using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>What a text is searched by.</summary>
public sealed record RecallProbe
{
    /// <summary>Its embedding, unit length, or zero when it holds no word.</summary>
    public required ReadOnlyMemory<float> Embedding { get; init; }

    /// <summary>The model the embedding comes from; memories embedded by another are found by their words alone.</summary>
    public required string EmbeddingModel { get; init; }

    /// <summary>Its words for full-text search, lower case, distinct, letters and digits only.</summary>
    public ImmutableArray<string> Terms { get; init; } = [];

    /// <summary>The identifiers it names, each as its words separated by blanks.</summary>
    public ImmutableArray<string> Identifiers { get; init; } = [];
}
