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
        foreach (var id in unfinished)
        {
            await GrainFactory.GetGrain<IInteractionGrain>(new InteractionKey(tenant, id).ToString()).ResumeAsync(cancellationToken);
        }

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

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Tenant {Tenant}: {Count} unfinished runs go on")]
    private static partial void LogSwept(ILogger logger, string tenant, int count);
}
