namespace AgentCluster.Agents;

/// <summary>For which question an agent's knowledge is wanted.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Agents.ContextRequest")]
public sealed record ContextRequest
{
    /// <summary>The question, in the asker's words.</summary>
    [Id(0)]
    public required string Question { get; init; }

    /// <summary>Name of the source asked about.</summary>
    [Id(1)]
    public string Source { get; init; } = "default";

    /// <summary>Whether to tell what the limits left out; what is given is the same either way.</summary>
    [Id(2)]
    public bool Explain { get; init; }

    /// <summary>Tool that the question needs an agent to have because it asks for more than an answer, or null.</summary>
    [Id(3)]
    public string? Tool { get; init; }
}
