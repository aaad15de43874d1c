namespace AgentCluster.Approvals;

/// <summary>One human's decision on a request.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.GivenDecision")]
public sealed record GivenDecision
{
    /// <summary>Who: the approver's id; id of a key or <c>local</c> for somebody who is not listed.</summary>
    [Id(0)]
    public required string By { get; init; }

    /// <summary>When.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Where: <c>http</c>, <c>cli</c>, <c>slack</c>, <c>telegram</c> or <c>email</c>.</summary>
    [Id(2)]
    public required string Channel { get; init; }

    /// <summary>What.</summary>
    [Id(3)]
    public required Decision Decision { get; init; }

    /// <summary>Why, or null.</summary>
    [Id(4)]
    public string? Reason { get; init; }

    /// <summary>Whether the one local person decided their own request.</summary>
    [Id(5)]
    public bool SelfApproved { get; init; }

    /// <summary>Who that was in the channel: id of a key, <c>local</c>, a member id, an address.</summary>
    [Id(6)]
    public string? User { get; init; }
}
