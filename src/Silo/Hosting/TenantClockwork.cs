using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Notifications;

namespace AgentCluster.Silo.Hosting;

/// <summary>What runs for a tenant by the clock. Starting and stopping are idempotent.</summary>
internal sealed class TenantClockwork(IGrainFactory grains)
{
    /// <summary>Sets the tenant's reminders and goes on with what an earlier stop interrupted.</summary>
    public async Task StartAsync(string tenant, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInteractionSweepGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<IActionSweepGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<IBackgroundLearnerGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<IAuditGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<IOutboxGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<INotifierGrain>(tenant).StartAsync(cancellationToken);
        await grains.GetGrain<ITelegramGrain>(tenant).StartAsync(cancellationToken);
    }

    /// <summary>Takes the tenant's reminders away; what runs ends by itself.</summary>
    public async Task StopAsync(string tenant, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInteractionSweepGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<IActionSweepGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<IBackgroundLearnerGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<IAuditGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<IOutboxGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<INotifierGrain>(tenant).StopAsync(cancellationToken);
        await grains.GetGrain<ITelegramGrain>(tenant).StopAsync(cancellationToken);
    }
}
