using AgentCluster.Approvals;

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

    /// <summary>Takes back an action that waits for a decision; one that was begun or has ended stays as it is.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The outcome as it stands, or <c>unknownExecution</c>.</returns>
    [Alias("CancelAsync")]
    Task<Outcome<ActionOutcome>> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends a request as edited and asks for a decision over another proposal in its place, inspected and previewed anew; for the approvals' own use.</summary>
    /// <param name="approvalId">The request.</param>
    /// <param name="decision">The decision to edit.</param>
    /// <param name="proposal">What takes the place of what was proposed.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <returns>The ended request with its <see cref="Approval.ReplacedBy"/>, or why it stays.</returns>
    [ResponseTimeout("00:01:00"), Alias("ReviseAsync")]
    Task<Outcome<Approval>> ReviseAsync(string approvalId, DecideRequest decision, ActionProposal proposal, CancellationToken cancellationToken = default);

    /// <summary>Proposes what this action was once more, as an action of its own; for the approvals' own use.</summary>
    /// <param name="renewalId">Id of the new action; the same id is the same renewal, and a numbered one beside it is taken after a refusal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new action's outcome, <c>unknownExecution</c>, or <c>notRenewable</c>.</returns>
    [ResponseTimeout("00:01:00"), Alias("RenewAsync")]
    Task<Outcome<ActionOutcome>> RenewAsync(string renewalId, CancellationToken cancellationToken = default);
}
