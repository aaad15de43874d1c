namespace AgentCluster.Execution;

/// <summary>The freeze switch of a tenant.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.FreezeState")]
public sealed record FreezeState
{
    /// <summary>Whether nothing is changed or sent, whatever was approved. Reads go on.</summary>
    [Id(0)]
    public bool Frozen { get; init; }

    /// <summary>Why it was switched, or null.</summary>
    [Id(1)]
    public string? Reason { get; init; }

    /// <summary>Who switched it last, or null when nobody ever did.</summary>
    [Id(2)]
    public string? By { get; init; }

    /// <summary>When it was switched last, or null when it never was.</summary>
    [Id(3)]
    public DateTimeOffset? At { get; init; }
}
