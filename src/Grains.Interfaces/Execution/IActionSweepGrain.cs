namespace AgentCluster.Execution;

/// <summary>Singleton of a tenant that closes overdue and abandoned requests and goes on with approved and interrupted actions; grain key is the tenant.</summary>
[Alias("AgentCluster.Execution.IActionSweepGrain")]
public interface IActionSweepGrain : IGrainWithStringKey
{
    /// <summary>Registers the tenant's one sweep reminder and sweeps once; called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:01:00"), Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes what nobody decided in time, takes back what nobody waits for any more, does what was approved, and settles what was begun.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many requests and actions it met.</returns>
    [ResponseTimeout("00:01:00"), Alias("SweepAsync")]
    Task<int> SweepAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the reminder away, as for a tenant that is closed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);
}
