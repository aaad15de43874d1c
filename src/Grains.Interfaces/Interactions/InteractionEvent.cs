namespace AgentCluster.Interactions;

/// <summary>Something that happened to a running question.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.InteractionEvent")]
public sealed record InteractionEvent
{
    /// <summary>Position in the run, from 1; the <c>Last-Event-ID</c> to resume after.</summary>
    [Id(0)]
    public required int Sequence { get; init; }

    /// <summary>The step, or null for the last event.</summary>
    [Id(1)]
    public InteractionStep? Step { get; init; }

    /// <summary>The ended interaction in the last event, or null.</summary>
    [Id(2)]
    public Interaction? Done { get; init; }
}
