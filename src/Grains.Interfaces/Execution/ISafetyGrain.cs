namespace AgentCluster.Execution;

/// <summary>Inspects statements without executing them; stateless worker, grain key is the tenant.</summary>
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
}
