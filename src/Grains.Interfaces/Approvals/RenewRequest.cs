namespace AgentCluster.Approvals;

/// <summary>Somebody wants to be asked again what nobody decided in time, or what was stale.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.RenewRequest")]
public sealed record RenewRequest
{
    /// <summary>Who, as the channel knows them.</summary>
    [Id(0)]
    public required string By { get; init; }

    /// <summary>Where.</summary>
    [Id(1)]
    public required string Channel { get; init; }

    /// <summary>Whether they may renew what others asked for.</summary>
    [Id(2)]
    public bool Anyones { get; init; }
}
