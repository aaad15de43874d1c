namespace AgentCluster.Tools;

/// <summary>Proposes tools for questions that recur; singleton a tenant and source, grain key <see cref="Execution.SourceKey"/>.</summary>
[Repeatable, Alias("AgentCluster.Tools.IToolsmithGrain")]
public interface IToolsmithGrain : IGrainWithStringKey
{
    /// <summary>Proposes a tool for each question that recurs often enough and has none; the proposals go through the same tests and approval as any other.</summary>
    /// <param name="cancellationToken">Cancels between proposals.</param>
    /// <returns>How many were proposed.</returns>
    [ResponseTimeout("00:05:00"), Alias("ProposeAsync")]
    Task<int> ProposeAsync(CancellationToken cancellationToken = default);
}
