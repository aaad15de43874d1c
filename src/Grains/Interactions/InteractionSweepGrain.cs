using AgentCluster.Agents;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Interactions;

internal sealed partial class InteractionSweepGrain(IInteractionStore store, ILogger<InteractionSweepGrain> logger)
    : Grain, IInteractionSweepGrain, IRemindable
{
    private const string ReminderName = "sweep";

    // Orleans' shortest period. A run that a crash interrupted is also resumed by whoever asks for it.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

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
        var tenant = this.GetPrimaryKeyString();
        var unfinished = await store.UnfinishedAsync(tenant, cancellationToken);
        await Task.WhenAll(unfinished.Select(id => ResumeAsync(new InteractionKey(tenant, id), cancellationToken)));

        foreach (var agent in await store.AgentsToLearnAsync(tenant, cancellationToken))
        {
            await GrainFactory.GetGrain<IAgentGrain>(new AgentKey(tenant, agent).ToString()).NudgeAsync();
        }

        if (unfinished.Length > 0)
        {
            LogSwept(logger, tenant, unfinished.Length);
        }

        return unfinished.Length;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) =>
        reminderName == ReminderName ? SweepAsync() : Task.CompletedTask;

    // One that cannot be reached (its silo dies just now) must not keep the others waiting; the next sweep meets it again.
    private async Task ResumeAsync(InteractionKey key, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.GetGrain<IInteractionGrain>(key.ToString()).ResumeAsync(cancellationToken);
        }
        catch (Exception fault) when (TransientFaults.IsTransient(fault) && !cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(logger, key.Id, fault);
        }
    }

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "Interaction {Interaction} could not be resumed by this sweep")]
    private static partial void LogUnreachable(ILogger logger, string interaction, Exception failure);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Tenant {Tenant}: {Count} unfinished runs go on")]
    private static partial void LogSwept(ILogger logger, string tenant, int count);
}
