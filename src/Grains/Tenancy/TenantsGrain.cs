using System.Collections.Immutable;

namespace AgentCluster.Tenancy;

internal sealed class TenantsGrain(TenantStore store, TenantClockwork clockwork) : Grain, ITenantsGrain
{
    public Task<ImmutableArray<TenantView>> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(cancellationToken);

    public async Task<Outcome<OpenedTenant>> OpenAsync(string name, string openedBy, CancellationToken cancellationToken = default)
    {
        var opened = await store.OpenAsync(name, TenantStore.FirstKey(openedBy), cancellationToken);
        if (opened.Succeeded)
        {
            await clockwork.StartAsync(name, cancellationToken);
        }

        return opened;
    }

    public async Task<Outcome<TenantView>> CloseAsync(string name, CancellationToken cancellationToken = default)
    {
        var closed = await store.CloseAsync(name, cancellationToken);
        if (closed.Succeeded)
        {
            await clockwork.StopAsync(name, cancellationToken);
        }

        return closed;
    }
}
