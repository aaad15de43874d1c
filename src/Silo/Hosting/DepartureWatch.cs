using System.Threading.Channels;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Hosting;

/// <summary>Resumes the runs and actions of a silo as soon as it has left the cluster, whether it was stopped or died, rather than at the next reminder.</summary>
internal sealed partial class DepartureWatch(ISiloStatusOracle silos, TenantStore tenants, IGrainFactory grains, ILogger<DepartureWatch> logger)
    : BackgroundService, ISiloStatusListener
{
    private readonly Channel<SiloAddress> _departed = Channel.CreateBounded<SiloAddress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && !updatedSilo.Equals(silos.SiloAddress))
        {
            _departed.Writer.TryWrite(updatedSilo);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        await foreach (var _ in _departed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A sweep that fails is made up for by the reminder; the watch goes on.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogUnswept(logger, failure);
            }
        }
    }

    // All at once: a tenant whose sweep fails or takes long keeps no other waiting.
    private async Task SweepAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        (await tenants.ListAsync(cancellationToken))
            .Where(tenant => tenant.ClosedAt is null)
            .SelectMany(tenant => new Task[]
            {
                grains.GetGrain<IInteractionSweepGrain>(tenant.Name).SweepAsync(cancellationToken),
                grains.GetGrain<IActionSweepGrain>(tenant.Name).SweepAsync(cancellationToken),
            }));
}
