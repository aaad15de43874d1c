namespace AgentCluster.Execution;

/// <summary>Which executions to list, newest first.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.ExecutionQuery")]
public sealed record ExecutionQuery
{
    /// <summary>Only of this agent.</summary>
    [Id(0)]
    public string? Agent { get; init; }

    /// <summary>Only of this status.</summary>
    [Id(1)]
    public ExecutionStatus? Status { get; init; }

    /// <summary>Only proposed at or after this.</summary>
    [Id(2)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Most items, 1 to 500.</summary>
    [Id(3)]
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on, or null.</summary>
    [Id(4)]
    public string? Cursor { get; init; }
}
