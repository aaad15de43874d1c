namespace AgentCluster.Execution;

/// <summary>
/// The execution log of a tenant as a chain: new rows are numbered and hashed every second, and the head is signed outside the database.
/// Singleton, grain key is the tenant; of two at once one seals and the other finds that it was done.
/// </summary>
[Repeatable, Alias("AgentCluster.Execution.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Seals from now on, also after a silo died; called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops sealing, as for a tenant that is closed.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);

    /// <summary>Rows in the order of the chain, up to all that is committed.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:00:30"), Alias("ListAsync")]
    Task<Outcome<Page<AuditRecord>>> ListAsync(AuditQuery query, CancellationToken cancellationToken = default);

    /// <summary>Checks every link of the chain, and that it still holds every signed head.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    [ResponseTimeout("00:02:00"), Alias("VerifyAsync")]
    Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default);
}
