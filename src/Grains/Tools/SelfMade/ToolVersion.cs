namespace AgentCluster.Tools.SelfMade;

/// <summary>One version of a self-made tool.</summary>
internal sealed record ToolVersion
{
    /// <summary>The reason of a version that people retired: it does not come back by itself.</summary>
    public const string Retired = "It was retired.";

    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>The call that proposed it.</summary>
    public required string ExecutionId { get; init; }

    public required ToolState State { get; init; }

    public required string Author { get; init; }

    public required string Description { get; init; }

    public required ToolDefinition Definition { get; init; }

    /// <summary>What came of its cases, or null when they were not run.</summary>
    public ToolReport? Report { get; init; }

    /// <summary>Why it is no longer published, or null.</summary>
    public string? Reason { get; init; }

    public long Calls { get; init; }

    public long Failures { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was approved, or null.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
