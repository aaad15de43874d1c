using Microsoft.Extensions.Logging;

namespace AgentCluster.Notifications.Mail;

/// <summary>Nudges the sender: by a reminder, and when something was added. Sending goes on beside the grain's calls, one run at a time.</summary>
internal sealed partial class OutboxGrain(OutboxSender sender, ILogger<OutboxGrain> logger) : Grain, IOutboxGrain, IRemindable, IDisposable
{
    private const string ReminderName = "outbox";

    // Orleans' shortest period.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _sending = Task.CompletedTask;
    private bool _again;

    private string Tenant => this.GetPrimaryKeyString();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await this.RegisterOrUpdateReminder(ReminderName, Period, Period, cancellationToken);
        await NudgeAsync();
    }

    public Task NudgeAsync()
    {
        _again = true;
        if (_sending.IsCompleted)
        {
            _sending = SendAsync(Tenant, _stop.Token);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (await this.GetReminder(ReminderName, cancellationToken) is { } reminder)
        {
            await this.UnregisterReminder(reminder, cancellationToken);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => reminderName == ReminderName ? NudgeAsync() : Task.CompletedTask;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync(string tenant, CancellationToken stop)
    {
        try
        {
            while (_again)
            {
                _again = false;
                await Task.Run(() => sender.SendDueAsync(tenant, stop), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo stops: what was not sent stays due.
        }
#pragma warning disable CA1031 // Nobody awaits this; whatever it threw is logged, and the next tick tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(logger, tenant, failure);
        }
    }

    [LoggerMessage(EventId = 14001, Level = LogLevel.Warning, Message = "The outbox of tenant {Tenant} could not be sent; the next tick tries again")]
    private static partial void LogFailed(ILogger logger, string tenant, Exception failure);
}
