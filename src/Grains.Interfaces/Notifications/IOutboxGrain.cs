using Orleans.Concurrency;

namespace AgentCluster.Notifications;

/// <summary>Sends what waits in a tenant's outbox, at least once; singleton, grain key is the tenant. Ticks only nudge: what is due stands in rows.</summary>
[Repeatable, Alias("AgentCluster.Notifications.IOutboxGrain")]
public interface IOutboxGrain : IGrainWithStringKey
{
    /// <summary>Registers the reminder and sends what is due; called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:01:00"), Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>A hint that something was added; a lost one loses nothing.</summary>
    [OneWay, Alias("NudgeAsync")]
    Task NudgeAsync();

    /// <summary>Takes the reminder away, as for a tenant that is closed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);
}
