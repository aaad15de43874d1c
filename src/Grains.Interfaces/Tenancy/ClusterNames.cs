namespace AgentCluster.Tenancy;

/// <summary>Names that silos and gateways must agree on.</summary>
public static class ClusterNames
{
    /// <summary>Orleans' service id: part of every key of stored state, so it never changes.</summary>
    public const string ServiceId = "agentcluster";

    /// <summary>Orleans' cluster id unless configured: silos and gateways of one id form one cluster.</summary>
    public const string DefaultClusterId = "agentcluster";
}
