using AgentCluster.Interactions;
using AgentCluster.Learning;

namespace AgentCluster.Tenancy;

/// <summary>What runs for a tenant by the clock. Starting and stopping are idempotent.</summary>
/// <param name="grains">The cluster.</param>
public sealed class TenantClockwork(IGrainFactory grains)
{
    /// <summary>Sets the tenant's reminders and goes on with what an earlier stop interrupted.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task StartAsync(string tenant, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInteractionSweepGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<IBackgroundLearnerGrain>(tenant).StartAsync(cancellationToken);
    }

    /// <summary>Takes the tenant's reminders away; what runs ends by itself.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task StopAsync(string tenant, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInteractionSweepGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<IBackgroundLearnerGrain>(tenant).StopAsync(cancellationToken);
    }
}
