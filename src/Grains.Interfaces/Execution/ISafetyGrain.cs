namespace AgentCluster.Execution;

/// <summary>Inspects statements without executing them, tells the policy, and holds the freeze switch; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Execution.ISafetyGrain")]
public interface ISafetyGrain : IGrainWithStringKey
{
    /// <summary>Says what a statement would do on a source.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The inspection, or <c>unknownSource</c>.</returns>
    [ResponseTimeout("00:00:30"), Alias("InspectAsync")]
    Task<Outcome<Inspection>> InspectAsync(string source, string sql, CancellationToken cancellationToken = default);

    /// <summary>The policy in force.</summary>
    [Alias("PolicyAsync")]
    Task<PolicyView> PolicyAsync();

    /// <summary>Where the freeze switch stands.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("FreezeStateAsync")]
    Task<FreezeState> FreezeStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Turns the freeze switch; when it returns, it is durable, logged, and seen by every silo before it begins to do anything.</summary>
    /// <param name="frozen">Whether nothing shall be changed or sent, whatever was approved.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    [Alias("FreezeAsync")]
    Task<FreezeState> FreezeAsync(bool frozen, string? reason, string by, CancellationToken cancellationToken = default);
}
