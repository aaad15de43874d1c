using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// What the start of a silo does for its tenants: set the reminders, go on with interrupted runs, discover a default source that was
/// never discovered. A silo serves while its source is away; another silo may have done all of it already.
/// </summary>
internal sealed partial class ClusterStart(IGrainFactory grains, TimeProvider time, ILogger<ClusterStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StartAsync(TenantNames.Local, stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever keeps a tenant from starting passes or is told again; the silo serves meanwhile.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LogNotYet(TenantNames.Local, Pause.TotalSeconds, failure);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task StartAsync(string tenant, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInteractionSweepGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<IBackgroundLearnerGrain>(tenant).StartAsync(cancellationToken);
        var discovery = grains.GetGrain<IDiscoveryGrain>(new SourceKey(tenant, SourceKey.DefaultSource).ToString());
        if (!(await discovery.CatalogAsync(cancellationToken)).Succeeded && (await discovery.RunAsync(cancellationToken)).Problem is { } problem)
        {
            LogUndiscovered(tenant, problem.Message);
        }
    }
}
