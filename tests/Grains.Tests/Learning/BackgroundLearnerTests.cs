using AgentCluster.Discovery;
using AgentCluster.Learning;
using AgentCluster.Memory;
using AgentCluster.Scheduling;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace AgentCluster.Grains.Tests.Learning;

public sealed class BackgroundLearnerTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private TestCluster _cluster = null!;

    private IBackgroundLearnerGrain Learner => _cluster.Grains.GetGrain<IBackgroundLearnerGrain>("local");

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(TestData.PathOf("geography.sqlite"));
        await Learner.StartAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Reminder_EveryHour_RunsEachPeriodOrRecordsItSkipped()
    {
        var status = await TickUntilAsync(runs: 3);

        Assert.Null(status.LastError);
        Assert.True(status.Counts[MemoryKinds.SchemaFact] > 0);
        var dues = await DuesAsync();
        Assert.All(dues.Zip(dues.Skip(1)), pair => Assert.Equal(Hour, pair.Second - pair.First));
    }

    [Fact]
    public async Task Reminder_DoubledTicks_RunOnce()
    {
        await TickUntilAsync(runs: 1);
        var before = await RowsAsync();

        var ticks = Enumerable.Range(0, 10).Select(_ => Learner.AsReference<IRemindable>().ReceiveReminder("learning", default));
        await Task.WhenAll(ticks);
        await IdleAsync();

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Reminder_AfterMissedTicks_CatchesUpWithOneRunAndRecordsTheSkipped()
    {
        _cluster.Time.Advance(TimeSpan.FromHours(4.5));
        await Learner.AsReference<IRemindable>().ReceiveReminder("learning", default);
        await RunsAsync(1);
        await IdleAsync();

        Assert.Equal(["skipped", "skipped", "skipped", "done"], await RowsAsync());
    }

    [Fact]
    public async Task Reminder_OfAnotherName_DoesNothing()
    {
        _cluster.Time.Advance(TimeSpan.FromMinutes(59));
        await Learner.AsReference<IRemindable>().ReceiveReminder("other", default);
        await Learner.AsReference<IRemindable>().ReceiveReminder("learning", default);
        await IdleAsync();

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Start_AfterACrashInARun_GoesOnFromItsCheckpoint()
    {
        var schedules = _cluster.Services.GetRequiredService<ScheduleStore>();
        var claim = await schedules.ClaimNowAsync("local", "learning", default);
        await schedules.CheckpointAsync("local", "learning", claim.DueAt, "discover default", default);

        await Learner.StartAsync();
        await RunsAsync(1);

        Assert.Equal(["done"], await RowsAsync());
        Assert.False((await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").CatalogAsync()).Succeeded);
    }

    [Fact]
    public async Task Run_AfterATableChanged_MarksExactlyTheDependentExamplesAndKeepsWhatStillRuns()
    {
        await Learner.RunAsync();
        await RunsAsync(1);
        var taught = await _cluster.Grains.GetGrain<ITeacherGrain>("local").TeachAsync(new()
        {
            Examples =
            [
                new SqlExample { Question = "How many rivers?", Sql = "SELECT COUNT(*) FROM river" },
                new SqlExample { Question = "How long are rivers?", Sql = "SELECT SUM(length) FROM river" },
                new SqlExample { Question = "How many lakes?", Sql = "SELECT COUNT(*) FROM lake" },
            ],
        });
        Assert.All(taught.Value, item => Assert.Equal("accepted", item.Status));
        using (var connection = new SqliteConnection($"Data Source={_cluster.Source};Pooling=false"))
        {
            connection.Open();
            connection.Execute("ALTER TABLE river RENAME COLUMN length TO extent");
        }

        await Learner.RunAsync();
        var status = await RunsAsync(2);

        Assert.Equal(0, status.Stale);
        var memories = _cluster.Grains.GetGrain<IMemoryGrain>("local");
        Assert.Equal(
            [MemoryStatus.Active, MemoryStatus.Retired, MemoryStatus.Active],
            await Task.WhenAll(taught.Value.Select(async item => (await memories.GetAsync(item.Id!)).Value!.Status)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(31 * 24 * 60)]
    public async Task Schedule_OutOfBounds_IsRefusedWithTheField(double minutes) =>
        Assert.Equal("interval", (await Learner.ScheduleAsync(TimeSpan.FromMinutes(minutes))).Problem?.Field);

    [Fact]
    public async Task Schedule_AnotherInterval_SurvivesARestart()
    {
        await Learner.ScheduleAsync(TimeSpan.FromMinutes(90));
        await _cluster.RestartAsync();
        await Learner.StartAsync();

        Assert.Equal(TimeSpan.FromMinutes(90), (await Learner.StatusAsync()).Interval);
    }

    /// <summary>Moves the clock in small steps: a tick that comes before the reminder's timer is armed is lost, as in life.</summary>
    private Task<LearningStatus> TickUntilAsync(long runs) => Eventually.GetAsync(
        () =>
        {
            _cluster.Time.Advance(TimeSpan.FromMinutes(1));
            return Learner.StatusAsync();
        },
        status => status.Runs >= runs && !status.Running);

    private Task<List<DateTimeOffset>> DuesAsync() => _cluster.Services.GetRequiredService<SqlitePlatform>().ReadAsync(
        connection => connection.Query(row => row.Instant(0)!.Value, "SELECT due_at FROM reminder_run WHERE singleton = 'learning' ORDER BY due_at"));

    private Task<LearningStatus> RunsAsync(long runs) => Eventually.GetAsync(() => Learner.StatusAsync(), status => status.Runs == runs && !status.Running);

    private Task<LearningStatus> IdleAsync() => Eventually.GetAsync(() => Learner.StatusAsync(), status => !status.Running);

    private Task<List<string>> RowsAsync() => _cluster.Services.GetRequiredService<SqlitePlatform>().ReadAsync(
        connection => connection.Query(row => row.GetString(0), "SELECT status FROM reminder_run WHERE singleton = 'learning' ORDER BY due_at"));
}
