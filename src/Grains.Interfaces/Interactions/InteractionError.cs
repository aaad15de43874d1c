namespace AgentCluster.Interactions;

/// <summary>Why a question failed.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.InteractionError")]
public sealed record InteractionError
{
    /// <summary>Stable code in camelCase.</summary>
    [Id(0)]
    public required string Code { get; init; }

    /// <summary>What went wrong, for a person.</summary>
    [Id(1)]
    public required string Message { get; init; }

    /// <summary>Whether asking again may succeed.</summary>
    [Id(2)]
    public bool Transient { get; init; }
}
