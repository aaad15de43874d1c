namespace AgentCluster.Notifications;

/// <summary>What the person behind a mailed link says.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Notifications.LinkDecision")]
public sealed record LinkDecision
{
    /// <summary>Names this very request, so that a repeated call counts once.</summary>
    [Id(0)]
    public required string Operation { get; init; }

    /// <summary>Whether it is a yes.</summary>
    [Id(1)]
    public required bool Approves { get; init; }

    /// <summary>The hash of what was shown.</summary>
    [Id(2)]
    public required string Hash { get; init; }

    /// <summary>Why, or null.</summary>
    [Id(3)]
    public string? Reason { get; init; }
}
