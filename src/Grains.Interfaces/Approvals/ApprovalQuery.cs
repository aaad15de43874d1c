using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>Which requests to list, newest first.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.ApprovalQuery")]
public sealed record ApprovalQuery
{
    /// <summary>Only of this status.</summary>
    [Id(0)]
    public ApprovalStatus? Status { get; init; }

    /// <summary>Only of this agent.</summary>
    [Id(1)]
    public string? Agent { get; init; }

    /// <summary>Only of this risk.</summary>
    [Id(2)]
    public Risk? Risk { get; init; }

    /// <summary>Most items, 1 to 500.</summary>
    [Id(3)]
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on, or null.</summary>
    [Id(4)]
    public string? Cursor { get; init; }
}
