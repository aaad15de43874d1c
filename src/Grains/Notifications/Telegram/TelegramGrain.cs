using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Keeps the listener running beside its own calls, one at a time in the cluster but for a moment of failure: then Telegram serves one of two, and an update counts once.</summary>
internal sealed class TelegramGrain(TelegramListener listener, IOptions<TelegramOptions> options) : Grain, ITelegramGrain, IRemindable, IDisposable
{
    private const string ReminderName = "telegram";

    // Orleans' shortest period.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    private bool HasBot => options.Value.IsConfigured && options.Value.Tenant == this.GetPrimaryKeyString();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasBot)
        {
            await this.RegisterOrUpdateReminder(ReminderName, Period, Period, cancellationToken);
            Listen();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (await this.GetReminder(ReminderName, cancellationToken) is { } reminder)
        {
            await this.UnregisterReminder(reminder, cancellationToken);
        }

        DeactivateOnIdle();
    }

    /// <summary>A tick that is left over from a bot that is configured no more is the last.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!HasBot)
        {
            return StopAsync();
        }

        Listen();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _listening.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _stop.Dispose();

    private void Listen()
    {
        if (_listening.IsCompleted)
        {
            _listening = Task.Run(() => listener.RunAsync(_stop.Token));
        }
    }
}
