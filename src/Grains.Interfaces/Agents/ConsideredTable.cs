namespace AgentCluster.Agents;

/// <summary>A table that a question seems to touch, and why.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.ConsideredTable")]
public sealed record ConsideredTable
{
    /// <summary>The table.</summary>
    [Id(0)]
    public required string Table { get; init; }

    /// <summary>How strongly, greater than 0, at most 1.</summary>
    [Id(1)]
    public required double Weight { get; init; }

    /// <summary>Share of the words of its name that the question has, 0 to 1.</summary>
    [Id(2)]
    public required double Words { get; init; }

    /// <summary>How near its name is to the question in meaning, 0 to 1.</summary>
    [Id(3)]
    public required double Meaning { get; init; }
}
