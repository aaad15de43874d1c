namespace AgentCluster.Approvals;

/// <summary>A human decides.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.DecideRequest")]
public sealed record DecideRequest
{
    /// <summary>What.</summary>
    [Id(0)]
    public required Decision Decision { get; init; }

    /// <summary>Hash of the card that was shown.</summary>
    [Id(1)]
    public required string Hash { get; init; }

    /// <summary>Who, as the channel knows them: id of a key, <c>local</c>, a member id, an address. Which person that is, the list of approvers says.</summary>
    [Id(2)]
    public required string By { get; init; }

    /// <summary>Where: <c>http</c>, <c>grpc</c>, <c>cli</c>, <c>slack</c>, <c>telegram</c> or <c>email</c>.</summary>
    [Id(3)]
    public required string Channel { get; init; }

    /// <summary>Why, or null.</summary>
    [Id(4)]
    public string? Reason { get; init; }

    /// <summary>Other arguments as a JSON object, for <see cref="Decision.Edit"/>.</summary>
    [Id(5)]
    public string? Arguments { get; init; }

    /// <summary>Names the call, so that it counts once however often it is sent; null for one that is never sent again.</summary>
    [Id(6)]
    public string? Operation { get; init; }

    /// <summary>Whether the call lasts until what was approved is done; otherwise it returns when the decision is durable, and what was approved is begun.</summary>
    [Id(7)]
    public bool Waits { get; init; } = true;

    /// <summary>Whether it counts for a request of low risk only, as one of many that are decided together.</summary>
    [Id(8)]
    public bool LowRiskOnly { get; init; }
}
