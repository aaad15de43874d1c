using AgentCluster.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Scheduling;

/// <summary>What every backend of the schedules promises.</summary>
public abstract class ScheduleStoreContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    protected abstract IPlatformDatabase Database { get; }

    private ScheduleStore Store => new(Database, Time);

    [Fact]
    public async Task ClaimDue_BeforeTheTime_IsRefused()
    {
        await Store.EnsureAsync("t", "learning", Hour, default);

        Assert.Null(await Store.ClaimDueAsync("t", "learning", default));
    }

    [Fact]
    public async Task ClaimDue_ByADoubledTick_RunsOnce()
    {
        await Store.EnsureAsync("t", "learning", Hour, default);
        Time.Advance(Hour);

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.ClaimDueAsync("t", "learning", default)));

        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task ClaimDue_AfterMissedTicks_RunsOnceAndThenWaits()
    {
        await Store.EnsureAsync("t", "learning", Hour, default);
        Time.Advance(TimeSpan.FromHours(5.5));

        var claim = await Store.ClaimDueAsync("t", "learning", default);

        Assert.Equal(Time.GetUtcNow() - TimeSpan.FromHours(0.5), claim?.DueAt);
        Assert.Null(await Store.ClaimDueAsync("t", "learning", default));
    }

    [Fact]
    public async Task Interrupted_AfterACrash_ComesBackWithItsCheckpoint()
    {
        await Store.EnsureAsync("t", "learning", Hour, default);
        Time.Advance(Hour);
        var claim = await Store.ClaimDueAsync("t", "learning", default);
        await Store.CheckpointAsync("t", "learning", claim!.DueAt, "discover default", default);

        var interrupted = await Store.InterruptedAsync("t", "learning", default);
        await Store.EndAsync("t", "learning", claim.DueAt, null, default);

        Assert.Equal(new RunClaim(claim.DueAt, "discover default"), interrupted);
        Assert.Null(await Store.InterruptedAsync("t", "learning", default));
    }

    [Fact]
    public async Task Read_AfterRuns_TellsTheLastOneAndTheNext()
    {
        await Store.EnsureAsync("t", "learning", Hour, default);
        Time.Advance(Hour);
        var claim = await Store.ClaimDueAsync("t", "learning", default);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Store.EndAsync("t", "learning", claim!.DueAt, "the source was away", default);

        var view = await Store.ReadAsync("t", "learning", default);

        Assert.Equal((1, "the source was away", Time.GetUtcNow()), (view!.Runs, view.LastError, view.LastRunAt));
        Assert.Equal(claim.DueAt + Hour, view.NextRunAt);
    }

    [Fact]
    public async Task Ensure_AnExistingSchedule_LeavesItAlone()
    {
        await Store.EnsureAsync("t", "learning", Hour, default);
        await Store.SetIntervalAsync("t", "learning", 2 * Hour, default);
        await Store.EnsureAsync("t", "learning", Hour, default);

        Assert.Equal(2 * Hour, (await Store.ReadAsync("t", "learning", default))!.Interval);
    }

    [Fact]
    public async Task ClaimNow_TwiceInAMoment_GivesTwoRuns()
    {
        var first = await Store.ClaimNowAsync("t", "learning", default);
        var second = await Store.ClaimNowAsync("t", "learning", default);

        Assert.NotEqual(first.DueAt, second.DueAt);
    }
}
