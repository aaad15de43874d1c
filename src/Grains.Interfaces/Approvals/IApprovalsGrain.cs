using System.Collections.Immutable;

namespace AgentCluster.Approvals;

/// <summary>The requests for human decisions of a tenant; singleton, grain key is the tenant. The queue's rows are the only truth: a decision is one conditional update.</summary>
[Repeatable, Alias("AgentCluster.Approvals.IApprovalsGrain")]
public interface IApprovalsGrain : IGrainWithStringKey
{
    /// <summary>Requests, newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ListAsync")]
    Task<Outcome<Page<Approval>>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken = default);

    /// <summary>One request.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request, or <c>unknownApproval</c>.</returns>
    [Alias("GetAsync")]
    Task<Outcome<Approval>> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Takes a human's decision, exactly once, durable when it returns; what was approved is done then, or begun if the caller does not wait.</summary>
    /// <param name="id">The request.</param>
    /// <param name="decision">The decision with the hash of what was shown.</param>
    /// <param name="cancellationToken">Cancels before the decision is written.</param>
    /// <returns>The request as it stands, <c>unknownApproval</c>, <c>unknownApprover</c>, <c>stale</c> for another hash, <c>settled</c>, <c>alreadyDecided</c>, <c>notLowRisk</c> or <c>ownRequest</c>; for an edit <c>notEditable</c> or what is wrong with the other arguments, too.</returns>
    [ResponseTimeout("00:01:00"), Alias("DecideAsync")]
    Task<Outcome<Approval>> DecideAsync(string id, DecideRequest decision, CancellationToken cancellationToken = default);

    /// <summary>Does what time has brought: escalates, reminds, closes what nobody decided; a decision on an overdue request is refused before, too.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many requests it was due for.</returns>
    [ResponseTimeout("00:01:00"), Alias("TickAsync")]
    Task<int> TickAsync(CancellationToken cancellationToken = default);

    /// <summary>Files a client's own request; it ends when people have decided, and the client acts.</summary>
    /// <param name="request">What the client wants to do.</param>
    /// <param name="cancellationToken">Cancels the call before it has begun.</param>
    /// <returns>The request, or the equal one that waits already.</returns>
    [Alias("RequestAsync")]
    Task<Approval> RequestAsync(ApprovalRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks again what expired or was stale: the same goes through the gate as a new action and request.</summary>
    /// <param name="id">The request.</param>
    /// <param name="request">Who renews it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What took its place, now or before; <c>unknownApproval</c>, <c>notRenewable</c>, <c>notYours</c>, or why the gate refuses it.</returns>
    [ResponseTimeout("00:01:00"), Alias("RenewAsync")]
    Task<Outcome<Approval>> RenewAsync(string id, RenewRequest request, CancellationToken cancellationToken = default);

    /// <summary>The people who may decide, by id; empty while every key with the role may.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ApproversAsync")]
    Task<ImmutableArray<Approver>> ApproversAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the people who may decide; every decision after it is theirs, also over requests that are open.</summary>
    /// <param name="approvers">All of them; nobody lets every key with the role decide again.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The list as it stands, or what is wrong with it.</returns>
    [Alias("ReplaceApproversAsync")]
    Task<Outcome<ImmutableArray<Approver>>> ReplaceApproversAsync(ImmutableArray<Approver> approvers, string by, CancellationToken cancellationToken = default);
}
