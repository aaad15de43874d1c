namespace AgentCluster.Tenancy;

/// <summary>Well-known tenants.</summary>
public static class TenantNames
{
    /// <summary>The only tenant of local mode, where no authentication is configured.</summary>
    public const string Local = "local";
}
