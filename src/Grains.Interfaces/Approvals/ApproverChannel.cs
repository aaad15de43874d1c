namespace AgentCluster.Approvals;

/// <summary>A person's identity in one channel.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.ApproverChannel")]
public sealed record ApproverChannel
{
    /// <summary>One of <see cref="ApprovalChannels.Listed"/>.</summary>
    [Id(0)]
    public required string Channel { get; init; }

    /// <summary>The person there: id of a key or <c>local</c> (<c>http</c>), a member id, a user id, an address.</summary>
    [Id(1)]
    public required string User { get; init; }
}
