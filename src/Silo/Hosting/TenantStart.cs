using AgentCluster.Client;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Hosting;

/// <summary>What a start does for its tenant: discover the default source, go on with interrupted runs, set the reminders.</summary>
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

        await grains.GetGrain<IInteractionSweepGrain>(TenantNames.Local).StartAsync(cancellationToken);
        await grains.GetGrain<IBackgroundLearnerGrain>(TenantNames.Local).StartAsync(cancellationToken);
        return (await discovery.CatalogAsync(cancellationToken)).Value ?? throw new AgentClusterException("The catalog vanished.");
    }
}
