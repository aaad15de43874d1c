namespace AgentCluster.Learning;

/// <summary>A question and a statement that answers it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Learning.SqlExample")]
public sealed record SqlExample
{
    /// <summary>The question, 1 to 4,000 characters.</summary>
    [Id(0)]
    public required string Question { get; init; }

    /// <summary>A statement that reads.</summary>
    [Id(1)]
    public required string Sql { get; init; }
}
