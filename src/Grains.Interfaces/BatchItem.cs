namespace AgentCluster;

/// <summary>What became of one item of a batch.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.BatchItem")]
public sealed record BatchItem
{
    /// <summary>Zero-based position in the request.</summary>
    [Id(0)]
    public required int Index { get; init; }

    /// <summary>The outcome's word, such as <c>accepted</c>, <c>rejected</c>, <c>stored</c>, <c>merged</c> or <c>refused</c>.</summary>
    [Id(1)]
    public required string Status { get; init; }

    /// <summary>Id of what was stored, or null.</summary>
    [Id(2)]
    public string? Id { get; init; }

    /// <summary>Why it was not stored, or null.</summary>
    [Id(3)]
    public string? Reason { get; init; }
}
