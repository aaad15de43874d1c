namespace AgentCluster.Interactions;

/// <summary>A statement of a run that the engine could not run, and the one that answered in its place.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.StatementFix")]
public sealed record StatementFix
{
    /// <summary>The statement that failed.</summary>
    [Id(0)]
    public required string Failed { get; init; }

    /// <summary>What the engine said of it.</summary>
    [Id(1)]
    public required string Error { get; init; }

    /// <summary>The statement that ran.</summary>
    [Id(2)]
    public required string Fixed { get; init; }
}
