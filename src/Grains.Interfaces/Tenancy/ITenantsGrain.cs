using System.Collections.Immutable;

namespace AgentCluster.Tenancy;

/// <summary>The tenants of the cluster; grain key <see cref="Key"/>. Only admins of <see cref="TenantNames.Local"/> are let near it.</summary>
[Alias("AgentCluster.Tenancy.ITenantsGrain")]
public interface ITenantsGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "tenants";

    /// <summary>Every tenant by name, closed ones too.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Repeatable, Alias("ListAsync")]
    Task<ImmutableArray<TenantView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a tenant, or one again that was closed; durable when it returns. Within seconds a silo starts what runs for it by the clock.</summary>
    /// <param name="name">Its name: 1 to 63 characters of a-z, 0-9 and '-', the first no '-'.</param>
    /// <param name="openedBy">Id of the key that opens it; <c>local</c> for the person of local mode.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tenant with its first key, which has the role admin alone, the field at fault, or <c>tenantExists</c>.</returns>
    [Alias("OpenAsync")]
    Task<Outcome<OpenedTenant>> OpenAsync(string name, string openedBy, CancellationToken cancellationToken = default);

    /// <summary>Closes a tenant: its keys are revoked, and within seconds nothing runs for it by the clock. Its rows stay.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tenant, <c>unknownTenant</c>, or <c>operatorTenant</c> for <see cref="TenantNames.Local"/>.</returns>
    [Repeatable, Alias("CloseAsync")]
    Task<Outcome<TenantView>> CloseAsync(string name, CancellationToken cancellationToken = default);
}
