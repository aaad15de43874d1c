using System.Collections.Immutable;
using AgentCluster.Memory;
using AgentCluster.Scheduling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentCluster.Learning;

/// <remarks>
/// A tick only nudges: which periods are due, claimed, skipped and done stands in <c>reminder_run</c>, changed by conditional
/// update. <see cref="RunAsync"/> and <see cref="StatusAsync"/> interleave; the field <c>_run</c> admits one run at a time because it
/// is set without an await after it was seen to be complete.
/// </remarks>
internal sealed partial class BackgroundLearnerGrain(
    ScheduleStore schedules, LearningRun learning, PatternMiner miner, Memories memories, IOptions<LearningOptions> options, TimeProvider time,
    ILogger<BackgroundLearnerGrain> logger)
    : Grain, IBackgroundLearnerGrain, IRemindable, IDisposable
{
    private const string Singleton = "learning";
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(30);

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private string _progress = "";

    private string Tenant => this.GetPrimaryKeyString();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await schedules.EnsureAsync(Tenant, Singleton, options.Value.Interval, cancellationToken);
        await RemindAsync(cancellationToken);
        Run(async stop => await schedules.InterruptedAsync(Tenant, Singleton, stop));
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (await this.GetReminder(Singleton, cancellationToken) is { } reminder)
        {
            await this.UnregisterReminder(reminder, cancellationToken);
        }
    }

    public async Task<LearningStatus> RunAsync(CancellationToken cancellationToken = default)
    {
        await schedules.EnsureAsync(Tenant, Singleton, options.Value.Interval, cancellationToken);
        Run(async stop => await schedules.InterruptedAsync(Tenant, Singleton, stop) ?? await schedules.ClaimNowAsync(Tenant, Singleton, stop));
        return await StatusAsync(cancellationToken);
    }

    public async Task<LearningStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var schedule = await schedules.ReadAsync(Tenant, Singleton, cancellationToken);
        var counts = await memories.CountAsync(Tenant, cancellationToken);
        return new LearningStatus
        {
            LastRunAt = schedule?.LastRunAt,
            NextRunAt = schedule?.NextRunAt,
            Running = !_run.IsCompleted,
            Progress = _progress,
            Interval = schedule?.Interval ?? options.Value.Interval,
            Counts = counts.ActiveByKind,
            Stale = counts.Stale,
            Refused = counts.Refused,
            Runs = schedule?.Runs ?? 0,
            LastError = schedule?.LastError,
        };
    }

    public Task<ImmutableArray<LearnedPattern>> PatternsAsync(string source, CancellationToken cancellationToken = default) =>
        miner.ListAsync(new(Tenant, source), cancellationToken);

    public async Task<Outcome<LearningStatus>> ScheduleAsync(TimeSpan interval, CancellationToken cancellationToken = default)
    {
        if (interval < ShortestInterval || interval > LongestInterval)
        {
            return Problem.Invalid("interval", "The interval must lie between 00:01:00 and 30.00:00:00.");
        }

        await schedules.SetIntervalAsync(Tenant, Singleton, interval, cancellationToken);
        await RemindAsync(cancellationToken);
        return await StatusAsync(cancellationToken);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == Singleton)
        {
            Run(async stop => await schedules.InterruptedAsync(Tenant, Singleton, stop) ?? await schedules.ClaimDueAsync(Tenant, Singleton, stop));
        }

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _stop.Dispose();

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        var schedule = await schedules.ReadAsync(Tenant, Singleton, cancellationToken);
        var interval = schedule?.Interval ?? options.Value.Interval;
        var due = schedule is null ? interval : schedule.NextRunAt - time.GetUtcNow();
        await this.RegisterOrUpdateReminder(Singleton, due > TimeSpan.Zero ? due : TimeSpan.Zero, interval, cancellationToken);
    }

    private void Run(Func<CancellationToken, Task<RunClaim?>> claim)
    {
        if (_run.IsCompleted)
        {
            _run = RunClaimedAsync(claim, _stop.Token);
        }
    }

    private async Task RunClaimedAsync(Func<CancellationToken, Task<RunClaim?>> claim, CancellationToken stop)
    {
        try
        {
            if (await claim(stop) is not { } claimed)
            {
                return;
            }

            LogStarted(logger, Tenant, claimed.DueAt);
            var faults = await learning.RunAsync(Tenant, claimed.Checkpoint, step => CheckpointAsync(claimed, step, stop), stop);
            await schedules.EndAsync(Tenant, Singleton, claimed.DueAt, faults.Count == 0 ? null : string.Join(' ', faults), stop);
            LogEnded(logger, Tenant, claimed.DueAt, faults.Count);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogInterrupted(logger, Tenant);
        }
#pragma warning disable CA1031 // Nobody awaits a background run: whatever it threw is logged here, and its claim is taken up by the next tick.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(logger, Tenant, failure);
        }
    }

    private async Task CheckpointAsync(RunClaim claimed, string step, CancellationToken stop)
    {
        _progress = step;
        await schedules.CheckpointAsync(Tenant, Singleton, claimed.DueAt, step, stop);
    }
}
