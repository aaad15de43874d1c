using Microsoft.Extensions.Logging;

namespace AgentCluster.Notifications.Cards;

/// <summary>Nudges what tells people: by a reminder, when something has changed, and when a card is due again. The work goes on beside the grain's calls.</summary>
internal sealed partial class NotifierGrain : Grain, INotifierGrain, IRemindable, IDisposable
{
    private const string ReminderName = "notifier";

    // Orleans' shortest period.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CardAnnouncer _announcer;
    private readonly CardStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<NotifierGrain> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, CardLane> _lanes;
    private readonly Dictionary<string, IGrainTimer> _alarms = [];
    private Task _announcing = Task.CompletedTask;
    private bool _again;

    public NotifierGrain(CardAnnouncer announcer, CardSender sender, CardStore store, IEnumerable<ICardChannel> channels, TimeProvider time, ILogger<NotifierGrain> logger)
    {
        (_announcer, _store, _time, _logger) = (announcer, store, time, logger);
        _lanes = channels.ToDictionary(channel => channel.Name, channel => new CardLane(
            () => ClaimAsync(sender, channel.Name), card => TryAsync(() => sender.ShowAsync(Tenant, card)), () => RestAsync(channel.Name)));
    }

    private string Tenant => this.GetPrimaryKeyString();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await this.RegisterOrUpdateReminder(ReminderName, Period, Period, cancellationToken);
        await NudgeAsync();
    }

    public Task NudgeAsync()
    {
        _again = true;
        if (_announcing.IsCompleted)
        {
            _announcing = AnnounceAsync();
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
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Work).Append(_announcing))
            .WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _stop.Dispose();

    private async Task AnnounceAsync()
    {
        while (_again && !_stop.IsCancellationRequested)
        {
            _again = false;
            await TryAsync(() => _announcer.AnnounceAsync(Tenant, _stop.Token));
            foreach (var lane in _lanes.Values)
            {
                lane.Wake();
            }
        }
    }

    private async Task<StoredCard?> ClaimAsync(CardSender sender, string channel)
    {
        StoredCard? card = null;
        await TryAsync(async () => card = await sender.ClaimAsync(Tenant, channel, _stop.Token));
        return card;
    }

    /// <summary>Sets the alarm for a card that is due before the next tick; what should be due already could not be had, and is not fought for.</summary>
    private async Task RestAsync(string channel)
    {
        DateTimeOffset? due = null;
        await TryAsync(async () => due = await _store.NextDueAsync(Tenant, channel, _stop.Token));
        if (!_stop.IsCancellationRequested && due - _time.GetUtcNow() is { } left && left < Period)
        {
            _alarms.GetValueOrDefault(channel)?.Dispose();
            _alarms[channel] = this.RegisterGrainTimer(
                Ring, channel, new GrainTimerCreationOptions { DueTime = left > CardSender.Spacing ? left : CardSender.Spacing, Period = Timeout.InfiniteTimeSpan });
        }
    }

    private Task Ring(string channel, CancellationToken cancellationToken)
    {
        _lanes[channel].Wake();
        return Task.CompletedTask;
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            if (!_stop.IsCancellationRequested)
            {
                await Task.Run(work, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The silo stops: what people were not told stays due.
        }
#pragma warning disable CA1031 // Nobody awaits this; whatever it threw is logged, and the next tick tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(_logger, Tenant, failure);
        }
    }

    [LoggerMessage(EventId = 14010, Level = LogLevel.Warning, Message = "People of tenant {Tenant} could not be told what has changed; the next tick tries again")]
    private static partial void LogFailed(ILogger logger, string tenant, Exception failure);
}
