using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Tools;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace AgentCluster.Approvals;

/// <summary>
/// The requests of one tenant. Reentrant: it holds nothing between two awaits, every decision is one conditional update, and nobody has to wait
/// while what somebody else approved is being done.
/// </summary>
[Reentrant]
internal sealed partial class ApprovalsGrain(ApprovalStore store, ApproverStore people, ApprovalDesk desk, AgentRoster roster, ILogger<ApprovalsGrain> logger) : Grain, IApprovalsGrain
{
    private string Tenant => this.GetPrimaryKeyString();

    public async Task<Outcome<Page<Approval>>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken = default) =>
        query.Limit is < 1 or > 500
            ? Problem.Invalid("limit", "The limit must lie between 1 and 500.")
            : await store.ListAsync(Tenant, query, cancellationToken);

    public async Task<Outcome<Approval>> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await store.FindAsync(Tenant, id, cancellationToken) is { } approval ? approval : ApprovalDesk.Unknown();

    public async Task<Outcome<Approval>> DecideAsync(string id, DecideRequest decision, CancellationToken cancellationToken = default)
    {
        var decided = decision.Decision == Decision.Edit
            ? await EditAsync(id, decision, cancellationToken)
            : await desk.DecideAsync(Tenant, id, decision, cancellationToken);
        if (decided.Value is not { ExecutionId: { } execution } approval)
        {
            return decided;
        }

        if (approval.Status == ApprovalStatus.Approved)
        {
            var done = ExecuteAsync(execution, id);
            if (decision.Waits)
            {
                await done;
            }
            else
            {
                done.Ignore();
            }
        }
        else
        {
            Tell(approval);
        }

        return await GetAsync(id, cancellationToken);
    }

    public async Task<int> ExpireAsync(CancellationToken cancellationToken = default)
    {
        var expired = await desk.ExpireAsync(Tenant, cancellationToken);
        foreach (var approval in expired)
        {
            Tell(approval);
        }

        return expired.Count;
    }

    public Task<ImmutableArray<Approver>> ApproversAsync(CancellationToken cancellationToken = default) => people.ListAsync(Tenant, cancellationToken);

    public async Task<Outcome<ImmutableArray<Approver>>> ReplaceApproversAsync(ImmutableArray<Approver> approvers, string by, CancellationToken cancellationToken = default) =>
        ApproverRules.Check(approvers, roster) is { } fault ? fault : await people.ReplaceAsync(Tenant, approvers, by, cancellationToken);

    private async Task<Outcome<Approval>> EditAsync(string id, DecideRequest decision, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Tenant, id, cancellationToken) is not { ExecutionId: { } execution } approval)
        {
            return ApprovalDesk.Unknown();
        }

        // Who edits asks for what it then is: somebody else approves that.
        var prepared = await GrainFactory.GetGrain<IToolsGrain>(Tenant).PrepareAsync(
            new()
            {
                Tool = approval.Tool,
                Agent = approval.Agent,
                Source = approval.Source,
                Arguments = decision.Arguments ?? approval.Arguments,
                RequestedBy = new People(await people.ListAsync(Tenant, cancellationToken)).AskerOf(decision),
                ExecutionId = execution,
                InteractionId = approval.InteractionId,
            },
            cancellationToken);
        return prepared.Succeeded
            ? await GrainFactory.GetGrain<IActionGrain>(new ActionKey(Tenant, execution).ToString()).ReviseAsync(id, decision, prepared.Value, cancellationToken)
            : prepared.Problem.Code == "unknownTool" ? Problem.Conflict("notEditable", $"What '{approval.Tool}' proposed cannot be edited: approve it or reject it.")
            : prepared.Problem;
    }

    // The decision is durable: what keeps the action from being done now, the sweep meets again.
    private async Task ExecuteAsync(string execution, string id)
    {
        try
        {
            await GrainFactory.GetGrain<IActionGrain>(new ActionKey(Tenant, execution).ToString()).ExecuteAsync(id, CancellationToken.None);
        }
        catch (Exception fault) when (TransientFaults.IsTransient(fault))
        {
            LogNotExecuted(logger, id, fault);
        }
    }

    /// <summary>Tells the question that waits; the sweep of questions makes up for a call that is lost.</summary>
    private void Tell(Approval approval)
    {
        if (approval.InteractionId is { } interaction && approval.Status != ApprovalStatus.Pending)
        {
            GrainFactory.GetGrain<IInteractionGrain>(new InteractionKey(Tenant, interaction).ToString()).ResumeAsync().Ignore();
        }
    }

    [LoggerMessage(EventId = 11001, Level = LogLevel.Warning, Message = "Approval {Approval}: what was approved could not be done yet; the sweep goes on with it")]
    private static partial void LogNotExecuted(ILogger logger, string approval, Exception failure);
}
