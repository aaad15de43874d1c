namespace AgentCluster.Client.Hosting;

/// <summary>What a gateway takes of the platform database.</summary>
public static class GatewayPools
{
    /// <summary>Connections, for the membership table alone.</summary>
    public const int MembershipSize = 4;
}
