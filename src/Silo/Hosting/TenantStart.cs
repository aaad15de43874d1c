using AgentCluster.Client;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Hosting;

/// <summary>What the start of the embedded cluster does for the tenant of its person: discover the default source, go on with interrupted runs, set the reminders.</summary>
internal static class TenantStart
{
    public static async Task<Catalog> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var source = new SourceKey(TenantNames.Local, SourceKey.DefaultSource);
        var discovery = grains.GetGrain<IDiscoveryGrain>(source.ToString());
        if ((await discovery.RunAsync(cancellationToken)).Problem is { } problem)
        {
            throw new AgentClusterException($"The source '{source.Source}' cannot be discovered: {problem.Message}");
        }

        services.GetRequiredService<Readiness>().Discovered();

        await services.GetRequiredService<TenantClockwork>().StartAsync(TenantNames.Local, cancellationToken);
        return (await discovery.CatalogAsync(cancellationToken)).Value ?? throw new AgentClusterException("The catalog vanished.");
    }
}
