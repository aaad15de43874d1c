namespace AgentCluster.Tenancy;

/// <summary>A tenant that was opened, with the key by which its first person enters.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tenancy.OpenedTenant")]
public sealed record OpenedTenant
{
    /// <summary>The tenant.</summary>
    [Id(0)]
    public required TenantView Tenant { get; init; }

    /// <summary>Its first key, shown once.</summary>
    [Id(1)]
    public required IssuedApiKey FirstKey { get; init; }
}
