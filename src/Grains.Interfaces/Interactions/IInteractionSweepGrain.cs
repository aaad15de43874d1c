namespace AgentCluster.Interactions;

/// <summary>Singleton of a tenant that resumes runs which a crash interrupted; grain key is the tenant.</summary>
[Alias("AgentCluster.Interactions.IInteractionSweepGrain")]
public interface IInteractionSweepGrain : IGrainWithStringKey
{
    /// <summary>Registers the tenant's one sweep reminder and sweeps once; called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:01:00"), Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Resumes what is unfinished and nudges agents that have something to learn from.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many runs were resumed.</returns>
    [ResponseTimeout("00:01:00"), Alias("SweepAsync")]
    Task<int> SweepAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the reminder away, as for a tenant that is closed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);
}
