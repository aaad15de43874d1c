namespace AgentCluster.Agents;

/// <summary>Which agent answers, and why.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.RoutingDecision")]
public sealed record RoutingDecision
{
    /// <summary>Id of the chosen agent.</summary>
    [Id(0)]
    public required string Agent { get; init; }

    /// <summary>One sentence that names the evidence.</summary>
    [Id(1)]
    public required string Reason { get; init; }
}
