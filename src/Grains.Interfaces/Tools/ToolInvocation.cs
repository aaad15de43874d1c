namespace AgentCluster.Tools;

/// <summary>A call of a tool, by whoever makes it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tools.ToolInvocation")]
public sealed record ToolInvocation
{
    /// <summary>Name of the tool.</summary>
    [Id(0)]
    public required string Tool { get; init; }

    /// <summary>Agent that calls, or <c>api</c> for a client that names none.</summary>
    [Id(1)]
    public required string Agent { get; init; }

    /// <summary>Source it works on.</summary>
    [Id(2)]
    public required string Source { get; init; }

    /// <summary>Arguments, a JSON object.</summary>
    [Id(3)]
    public required string Arguments { get; init; }

    /// <summary>Who asked: id of a key, or <c>local</c>.</summary>
    [Id(4)]
    public required string RequestedBy { get; init; }

    /// <summary>Id of the execution it becomes; the same id is the same call.</summary>
    [Id(5)]
    public required string ExecutionId { get; init; }

    /// <summary>Question in whose course it is made, or null.</summary>
    [Id(6)]
    public string? InteractionId { get; init; }

    /// <summary>Whether the run has read text that nobody vouches for.</summary>
    [Id(7)]
    public bool Untrusted { get; init; }

    /// <summary>Most rows returned, 1 to 1,000.</summary>
    [Id(8)]
    public int MaxRows { get; init; } = 1000;

    /// <summary>How many tools and agents are around it; nesting is bounded.</summary>
    [Id(9)]
    public int Depth { get; init; }
}
