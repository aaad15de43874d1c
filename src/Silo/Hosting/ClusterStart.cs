using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// What a process does for the tenants it finds, at its start and whenever one is opened or closed, by whomever: set or take away the
/// reminders, go on with interrupted runs, discover a default source that was never discovered. A silo serves while a source is away;
/// another silo may have done all of it already.
/// </summary>
/// <param name="startedByHost">Tenants that the host starts by itself.</param>
/// <param name="tenants">Which tenants there are.</param>
/// <param name="clockwork">What runs by the clock.</param>
/// <param name="grains">The cluster.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ClusterStart(
    IEnumerable<string> startedByHost, TenantStore tenants, TenantClockwork clockwork, IGrainFactory grains, TimeProvider time, ILogger<ClusterStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // Which tenants this process left open or closed.
    private readonly Dictionary<string, bool> _open = startedByHost.ToDictionary(tenant => tenant, _ => true, StringComparer.Ordinal);

    // A source that is large or hangs keeps no other tenant waiting.
    private readonly List<Task> _discoveries = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }

        await Task.WhenAll(_discoveries);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var tenant in await tenants.ListAsync(cancellationToken))
            {
                await BringAsync(tenant.Name, open: tenant.ClosedAt is null, cancellationToken);
            }
        }
#pragma warning disable CA1031 // As below: a database that is away for a while must not end the process.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnlisted(Pause.TotalSeconds, failure);
        }
    }

    private async Task BringAsync(string tenant, bool open, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(tenant, out var known) && known == open)
        {
            return;
        }

        try
        {
            await (open ? clockwork.StartAsync(tenant, cancellationToken) : clockwork.StopAsync(tenant, cancellationToken));
            _open[tenant] = open;
            if (open)
            {
                _discoveries.RemoveAll(discovery => discovery.IsCompleted);
                _discoveries.Add(DiscoverAsync(tenant, cancellationToken));
            }
        }
#pragma warning disable CA1031 // Whatever keeps a tenant from starting passes or is told again; the process serves meanwhile.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotYet(tenant, Pause.TotalSeconds, failure);
        }
    }

    private async Task DiscoverAsync(string tenant, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TryDiscoverAsync(tenant, cancellationToken);
                return;
            }
#pragma warning disable CA1031 // As above.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    LogNotYet(tenant, Pause.TotalSeconds, failure);
                }
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryDiscoverAsync(string tenant, CancellationToken cancellationToken)
    {
        if (!(await grains.GetGrain<ISourcesGrain>(tenant).GetAsync(SourceKey.DefaultSource, cancellationToken)).Succeeded)
        {
            return;
        }

        var discovery = grains.GetGrain<IDiscoveryGrain>(new SourceKey(tenant, SourceKey.DefaultSource).ToString());
        if (!(await discovery.CatalogAsync(cancellationToken)).Succeeded && (await discovery.RunAsync(cancellationToken)).Problem is { } problem)
        {
            LogUndiscovered(tenant, problem.Message);
        }
    }
}
