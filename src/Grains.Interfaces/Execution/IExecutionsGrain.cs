namespace AgentCluster.Execution;

/// <summary>The executions of a tenant; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Execution.IExecutionsGrain")]
public interface IExecutionsGrain : IGrainWithStringKey
{
    /// <summary>Executions, newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A page, or what is wrong with the query.</returns>
    [Alias("ListAsync")]
    Task<Outcome<Page<ExecutionView>>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default);

    /// <summary>One execution.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The execution, or <c>unknownExecution</c>.</returns>
    [Alias("GetAsync")]
    Task<Outcome<ExecutionView>> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Proposes to take an execution back, as an action of its own through the same gate.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="undoId">Id of the action that takes it back; the same id is the same call.</param>
    /// <param name="requestedBy">Who asks: id of a key, or <c>local</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What became of the proposal; <c>unknownExecution</c>, or <c>notUndoable</c> with the reason.</returns>
    [ResponseTimeout("00:01:00"), Alias("UndoAsync")]
    Task<Outcome<ActionOutcome>> UndoAsync(string id, string undoId, string requestedBy, CancellationToken cancellationToken = default);
}
