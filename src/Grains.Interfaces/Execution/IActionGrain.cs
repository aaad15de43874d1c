namespace AgentCluster.Execution;

/// <summary>One action from its proposal to its end; grain key is <see cref="ActionKey"/>. Its row is the only truth.</summary>
[Repeatable, Alias("AgentCluster.Execution.IActionGrain")]
public interface IActionGrain : IGrainWithStringKey
{
    /// <summary>Inspects the action, asks the policy, and does it, files it for a decision, or refuses it; durable when it returns.</summary>
    /// <param name="proposal">The action; another proposal under the same id is a <c>conflict</c>.</param>
    /// <param name="cancellationToken">Ends a read; a change that has begun is brought to its end.</param>
    [ResponseTimeout("00:01:00"), Alias("ProposeAsync")]
    Task<Outcome<ActionOutcome>> ProposeAsync(ActionProposal proposal, CancellationToken cancellationToken = default);

    /// <summary>Does what was approved, once: inspects and counts it again and ends as stale when it is not what was shown.</summary>
    /// <param name="approvalId">The decided request.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    [ResponseTimeout("00:01:00"), Alias("ExecuteAsync")]
    Task<Outcome<ActionOutcome>> ExecuteAsync(string approvalId, CancellationToken cancellationToken = default);

    /// <summary>Where the action stands; settles by the source's ledger what was interrupted.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The outcome, or <c>unknownExecution</c>.</returns>
    [ResponseTimeout("00:01:00"), Alias("SettleAsync")]
    Task<Outcome<ActionOutcome>> SettleAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes an action that was not approved; nothing is done.</summary>
    /// <param name="status"><see cref="ExecutionStatus.Rejected"/>, <see cref="ExecutionStatus.Expired"/> or <see cref="ExecutionStatus.Cancelled"/>.</param>
    /// <param name="reason">Why, for whoever asked, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("CloseAsync")]
    Task<Outcome<ActionOutcome>> CloseAsync(ExecutionStatus status, string? reason, CancellationToken cancellationToken = default);
}
