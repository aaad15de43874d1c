namespace AgentCluster.Execution;

/// <summary>Which rows of the log to list, in the order of the chain.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.AuditQuery")]
public sealed record AuditQuery
{
    /// <summary>Only what happened at or after this.</summary>
    [Id(0)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Most items, 1 to 500.</summary>
    [Id(1)]
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on, or null.</summary>
    [Id(2)]
    public string? Cursor { get; init; }
}
