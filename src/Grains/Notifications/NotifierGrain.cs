using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Notifications;

/// <summary>Nudges what tells people and programs: by a reminder, when something has changed, and when something is due again. The work goes on beside the grain's calls.</summary>
internal sealed partial class NotifierGrain : Grain, INotifierGrain, IRemindable, IDisposable
{
    private const string ReminderName = "notifier";

    // Orleans' shortest period.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    // What should be due already could not be had, and is not fought for.
    private static readonly TimeSpan ShortestAlarm = TimeSpan.FromSeconds(1);

    private readonly CardAnnouncer _announcer;
    private readonly TimeProvider _time;
    private readonly ILogger<NotifierGrain> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, WorkLane> _lanes;
    private readonly Dictionary<string, IGrainTimer> _alarms = [];
    private Task _announcing = Task.CompletedTask;
    private bool _again;

    public NotifierGrain(CardAnnouncer announcer, CardSender sender, CardStore store, IEnumerable<ICardChannel> channels, IEnumerable<IDueWork> works, TimeProvider time, ILogger<NotifierGrain> logger)
    {
        (_announcer, _time, _logger) = (announcer, time, logger);
        _lanes = channels.Select(channel => new CardWork(channel, sender, store)).Concat(works).ToDictionary(
            work => work.Name, work => new WorkLane(() => ClaimAsync(work), () => RestAsync(work)));
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

    private async Task<Func<Task>?> ClaimAsync(IDueWork work)
    {
        Func<Task>? piece = null;
        await TryAsync(async () => piece = await work.ClaimAsync(Tenant, _stop.Token));
        return piece is { } claimed ? () => TryAsync(claimed) : null;
    }

    /// <summary>Sets the alarm for what is due before the next tick.</summary>
    private async Task RestAsync(IDueWork work)
    {
        DateTimeOffset? due = null;
        await TryAsync(async () => due = await work.NextDueAsync(Tenant, _stop.Token));
        if (!_stop.IsCancellationRequested && due - _time.GetUtcNow() is { } left && left < Period)
        {
            _alarms.GetValueOrDefault(work.Name)?.Dispose();
            _alarms[work.Name] = this.RegisterGrainTimer(
                Ring, work.Name, new GrainTimerCreationOptions { DueTime = left > ShortestAlarm ? left : ShortestAlarm, Period = Timeout.InfiniteTimeSpan });
        }
    }

    private Task Ring(string lane, CancellationToken cancellationToken)
    {
        _lanes[lane].Wake();
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
            // The silo stops: what nobody was told stays due.
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
