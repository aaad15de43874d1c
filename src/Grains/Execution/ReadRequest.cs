namespace AgentCluster.Execution;

/// <summary>A statement that someone wants run as a read.</summary>
public sealed record ReadRequest
{
    /// <summary>Where.</summary>
    public required SourceKey Source { get; init; }

    /// <summary>One statement.</summary>
    public required string Sql { get; init; }

    /// <summary>Who asks: an agent id, or <c>api</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Values of the statement's named parameters (names with their sigil); a parameter without a value is refused.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Most rows returned, 1 to 1,000.</summary>
    public int MaxRows { get; init; } = 1000;
}
