using Orleans.Concurrency;

namespace AgentCluster.Notifications;

/// <summary>Brings every card of a tenant to what it has to show, in every channel; singleton, grain key is the tenant. Ticks only nudge: what is due stands in rows.</summary>
[Repeatable, Alias("AgentCluster.Notifications.INotifierGrain")]
public interface INotifierGrain : IGrainWithStringKey
{
    /// <summary>Registers the reminder and shows what is due; called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:01:00"), Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>A hint that something has changed; a lost one loses nothing.</summary>
    [OneWay, Alias("NudgeAsync")]
    Task NudgeAsync();

    /// <summary>Takes the reminder away, as for a tenant that is closed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);
}
