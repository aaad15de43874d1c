namespace AgentCluster.Tenancy;

/// <summary>What a caller may do. A set: none implies another, so that a key holds exactly what was written down for it.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ask, read what was answered and is remembered, teach and give feedback.</summary>
    Ask = 1,

    /// <summary>Decide over actions that wait for a human.</summary>
    Approve = 2,

    /// <summary>Change how the cluster runs: sources, discovery, learning, retired memories, the dashboard.</summary>
    Operate = 4,

    /// <summary>Issue and revoke the API keys of its own tenant, with any roles; in <see cref="TenantNames.Local"/> also open and close tenants.</summary>
    Admin = 8,

    /// <summary>Every role.</summary>
    All = Ask | Approve | Operate | Admin,
}
