using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Tools;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace AgentCluster.Approvals;

/// <summary>
/// The requests of one tenant. Reentrant: it holds nothing between two awaits, every decision is one conditional update, and nobody has to wait
/// while what somebody else approved is being done.
/// </summary>
[Reentrant]
internal sealed partial class ApprovalsGrain(
    ApprovalStore store, ApproverStore approvers, ApprovalDesk desk, ClientRequests clients, Renewals renewals, ActionNews news, AgentRoster roster,
    ILogger<ApprovalsGrain> logger)
    : Grain, IApprovalsGrain
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
        if (!decided.Succeeded)
        {
            return decided;
        }

        news.Show(Tenant);
        if (decided.Value is not { ExecutionId: { } execution } approval)
        {
            return decided;
        }

        if (approval.Status != ApprovalStatus.Approved)
        {
            await TellAsync(approval);
        }
        else if (decision.Waits)
        {
            await ExecuteAsync(execution, id);
        }
        else
        {
            ExecuteAsync(execution, id).Ignore();
        }

        return await GetAsync(id, cancellationToken);
    }

    public async Task<int> TickAsync(CancellationToken cancellationToken = default)
    {
        var passed = await desk.TickAsync(Tenant, cancellationToken);
        foreach (var approval in passed)
        {
            await TellAsync(approval);
        }

        if (passed.Count > 0)
        {
            news.Show(Tenant);
        }

        return passed.Count;
    }

    public async Task<Approval> RequestAsync(ApprovalRequest request, CancellationToken cancellationToken = default)
    {
        var filed = await clients.FileAsync(Tenant, request, cancellationToken);
        news.Show(Tenant);
        return filed;
    }

    public async Task<Outcome<Approval>> RenewAsync(string id, RenewRequest request, CancellationToken cancellationToken = default)
    {
        var renewed = await renewals.RenewAsync(Tenant, id, request, cancellationToken);
        news.Show(Tenant);
        return renewed;
    }

    public Task<ImmutableArray<Approver>> ApproversAsync(CancellationToken cancellationToken = default) => approvers.ListAsync(Tenant, cancellationToken);

    public async Task<Outcome<ImmutableArray<Approver>>> ReplaceApproversAsync(ImmutableArray<Approver> people, string by, CancellationToken cancellationToken = default)
    {
        if (ApproverRules.Check(people, roster) is { } fault)
        {
            return fault;
        }

        var replaced = await approvers.ReplaceAsync(Tenant, people, by, cancellationToken);
        news.Show(Tenant);
        return replaced;
    }

    private async Task<Outcome<Approval>> EditAsync(string id, DecideRequest decision, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Tenant, id, cancellationToken) is not { } approval)
        {
            return ApprovalDesk.Unknown();
        }

        if (approval.ExecutionId is not { } execution)
        {
            return NotEditable(approval);
        }

        // Who edits asks for what it then is: somebody else approves that.
        var prepared = await GrainFactory.GetGrain<IToolsGrain>(Tenant).PrepareAsync(
            new()
            {
                Tool = approval.Tool,
                Agent = approval.Agent,
                Source = approval.Source,
                Arguments = decision.Arguments ?? approval.Arguments,
                RequestedBy = new People(await approvers.ListAsync(Tenant, cancellationToken)).AskerOf(decision),
                ExecutionId = execution,
                InteractionId = approval.InteractionId,
            },
            cancellationToken);
        return prepared.Succeeded
            ? await GrainFactory.GetGrain<IActionGrain>(new ActionKey(Tenant, execution).ToString()).ReviseAsync(id, decision, prepared.Value, cancellationToken)
            : prepared.Problem.Code == "unknownTool" ? NotEditable(approval)
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

    private Task TellAsync(Approval approval) =>
        approval is { ExecutionId: { } execution } && approval.Status != ApprovalStatus.Pending ? news.TellAsync(new(Tenant, execution)) : Task.CompletedTask;

    private static Problem NotEditable(Approval approval) =>
        Problem.Conflict("notEditable", $"What '{approval.Tool}' proposed cannot be edited: approve it or reject it.");

    [LoggerMessage(EventId = 11001, Level = LogLevel.Warning, Message = "Approval {Approval}: what was approved could not be done yet; the sweep goes on with it")]
    private static partial void LogNotExecuted(ILogger logger, string approval, Exception failure);
}
