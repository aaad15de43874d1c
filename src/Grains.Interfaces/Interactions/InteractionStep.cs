namespace AgentCluster.Interactions;

/// <summary>One step of a run, in order.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.InteractionStep")]
public sealed record InteractionStep
{
    /// <summary>When it ended.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary><c>received</c>, <c>routed</c>, <c>contextLoaded</c>, <c>reasoning</c>, <c>tool</c>, <c>answered</c>, <c>resumed</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>One line for a person.</summary>
    [Id(2)]
    public required string Summary { get; init; }

    /// <summary>How long it took, milliseconds.</summary>
    [Id(3)]
    public double DurationMs { get; init; }
}
