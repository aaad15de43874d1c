using AgentCluster.Approvals;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution.Actions;

internal sealed partial class ActionSweepGrain(ActionStore actions, AbandonedActions abandonment, ApprovalStore approvals, ILogger<ActionSweepGrain> logger)
    : Grain, IActionSweepGrain, IRemindable
{
    private const string ReminderName = "actions";

    // Orleans' shortest period. A decision that comes too late is refused by the request's own row, whenever the sweep runs.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private string Tenant => this.GetPrimaryKeyString();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await this.RegisterOrUpdateReminder(ReminderName, Period, Period, cancellationToken);
        await SweepAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (await this.GetReminder(ReminderName, cancellationToken) is { } reminder)
        {
            await this.UnregisterReminder(reminder, cancellationToken);
        }
    }

    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        var due = await TickAsync(cancellationToken);
        var abandoned = await abandonment.ListAsync(Tenant, cancellationToken);
        var approved = await approvals.ApprovedAsync(Tenant, cancellationToken);
        var begun = await actions.BegunAsync(Tenant, cancellationToken);
        await Task.WhenAll(
        [
            .. abandoned.Select(id => GoOnAsync(id, action => action.CancelAsync(cancellationToken), cancellationToken)),
            .. approved.Select(approval => GoOnAsync(approval.ExecutionId!, action => action.ExecuteAsync(approval.Id, cancellationToken), cancellationToken)),
            .. begun.Select(id => GoOnAsync(id, action => action.SettleAsync(cancellationToken), cancellationToken)),
        ]);
        var swept = due + abandoned.Length + approved.Length + begun.Length;
        if (swept > 0)
        {
            LogSwept(logger, Tenant, due, abandoned.Length, approved.Length, begun.Length);
        }

        return swept;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => reminderName == ReminderName ? SweepAsync() : Task.CompletedTask;

    private async Task<int> TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GrainFactory.GetGrain<IApprovalsGrain>(Tenant).TickAsync(cancellationToken);
        }
#pragma warning disable CA1031 // What was approved goes on, whatever is the matter with what is due.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotDone(logger, Tenant, fault);
            return 0;
        }
    }

    // One that cannot be reached must not keep the others waiting; the next sweep meets it again.
    private async Task GoOnAsync(string id, Func<IActionGrain, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(GrainFactory.GetGrain<IActionGrain>(new ActionKey(Tenant, id).ToString()));
        }
#pragma warning disable CA1031 // Whatever is the matter with one, the others go on.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnreachable(logger, id, fault);
        }
    }

    [LoggerMessage(EventId = 5012, Level = LogLevel.Information, Message = "Tenant {Tenant}: {Due} requests were due, {Abandoned} actions are nobody's any more, {Approved} approved and {Begun} begun actions go on")]
    private static partial void LogSwept(ILogger logger, string tenant, int due, int abandoned, int approved, int begun);

    [LoggerMessage(EventId = 5013, Level = LogLevel.Warning, Message = "Action {Action} could not be gone on with by this sweep")]
    private static partial void LogUnreachable(ILogger logger, string action, Exception failure);

    [LoggerMessage(EventId = 5014, Level = LogLevel.Warning, Message = "Tenant {Tenant}: requests that are due could not be seen to by this sweep")]
    private static partial void LogNotDone(ILogger logger, string tenant, Exception failure);
}
