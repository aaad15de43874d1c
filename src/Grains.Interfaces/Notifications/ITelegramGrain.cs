namespace AgentCluster.Notifications;

/// <summary>
/// Keeps the Telegram bot of a tenant listening: fetches its updates, or tells Telegram where to send them; singleton, grain key is the tenant.
/// Ticks only keep it alive: how far it got stands in a row.
/// </summary>
[Repeatable, Alias("AgentCluster.Notifications.ITelegramGrain")]
public interface ITelegramGrain : IGrainWithStringKey
{
    /// <summary>Registers the reminder and begins; does nothing for a tenant without a bot. Called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:01:00"), Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the reminder away and ends, as for a tenant that is closed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);
}
