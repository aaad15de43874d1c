using System.Collections.Immutable;

namespace AgentCluster.Tenancy;

internal sealed class TenantsGrain(TenantStore store) : Grain, ITenantsGrain
{
    public Task<ImmutableArray<TenantView>> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(cancellationToken);

    public Task<Outcome<OpenedTenant>> OpenAsync(string name, string openedBy, CancellationToken cancellationToken = default) =>
        store.OpenAsync(name, TenantStore.FirstKey(openedBy), cancellationToken);

    public Task<Outcome<TenantView>> CloseAsync(string name, CancellationToken cancellationToken = default) => store.CloseAsync(name, cancellationToken);
}
