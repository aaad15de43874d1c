using Orleans.Runtime;

namespace AgentCluster.Storage.Tests.Orleans;

/// <summary>What every backend of reminders promises: a reminder is found by its grain and by its place on the ring, and removed only by who knows its version.</summary>
public abstract class ReminderContract(OrleansHost host)
{
    private static readonly DateTime Start = new(2026, 3, 1, 10, 30, 15, 250, DateTimeKind.Utc);

    private readonly GrainId _grain = GrainId.Create("learner", Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Reminder_SetAndRead_IsTheSame()
    {
        var tag = await host.Reminders.UpsertRow(Entry("hourly"));

        var read = await host.Reminders.ReadRow(_grain, "hourly");

        Assert.NotNull(read);
        Assert.Equal((_grain, "hourly", Start, TimeSpan.FromHours(1), tag), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
    }

    [Fact]
    public async Task Reminder_NeverSet_IsNull() => Assert.Null(await host.Reminders.ReadRow(_grain, "never"));

    [Fact]
    public async Task Reminder_SetAgain_IsOneWithANewVersion()
    {
        var first = await host.Reminders.UpsertRow(Entry("hourly"));
        var second = await host.Reminders.UpsertRow(Entry("hourly", TimeSpan.FromMinutes(5)));

        var only = Assert.Single((await host.Reminders.ReadRows(_grain)).Reminders);
        Assert.NotEqual(first, second);
        Assert.Equal((TimeSpan.FromMinutes(5), second), (only.Period, only.ETag));
    }

    [Fact]
    public async Task Remove_ByAnOlderVersion_IsRefused()
    {
        var first = await host.Reminders.UpsertRow(Entry("hourly"));
        var second = await host.Reminders.UpsertRow(Entry("hourly", TimeSpan.FromMinutes(5)));

        Assert.False(await host.Reminders.RemoveRow(_grain, "hourly", first!));
        Assert.NotNull(await host.Reminders.ReadRow(_grain, "hourly"));
        Assert.True(await host.Reminders.RemoveRow(_grain, "hourly", second!));
        Assert.False(await host.Reminders.RemoveRow(_grain, "hourly", second!));
    }

    [Fact]
    public async Task Rows_OfAGrain_AreItsOwn()
    {
        await host.Reminders.UpsertRow(Entry("a"));
        await host.Reminders.UpsertRow(Entry("b"));
        await host.Reminders.UpsertRow(Entry("c") with { Grain = GrainId.Create("learner", "someone else") });

        Assert.Equal(["a", "b"], (await host.Reminders.ReadRows(_grain)).Reminders.Select(entry => entry.ReminderName).Order());
    }

    [Fact]
    public async Task Rows_OfARange_AreThoseAfterItsBeginningUpToItsEnd_RoundTheRing()
    {
        await host.Reminders.UpsertRow(Entry("hourly"));
        var hash = _grain.GetUniformHashCode();

        Assert.True(await IsInAsync(hash - 1, hash));
        Assert.False(await IsInAsync(hash, hash + 1));
        Assert.False(await IsInAsync(hash - 2, hash - 1));

        // Where the end comes before the beginning the range goes over the top of the ring.
        Assert.True(await IsInAsync(hash - 1, hash - 2));
        Assert.False(await IsInAsync(hash, hash - 1));
    }

    private async Task<bool> IsInAsync(uint begin, uint end) =>
        (await host.Reminders.ReadRows(begin, end)).Reminders.Any(entry => entry.GrainId == _grain);

    private Row Entry(string name, TimeSpan? period = null) => new(_grain, name, period ?? TimeSpan.FromHours(1));

    private sealed record Row(GrainId Grain, string Name, TimeSpan Period)
    {
        public static implicit operator ReminderEntry(Row row) => new() { GrainId = row.Grain, ReminderName = row.Name, StartAt = Start, Period = row.Period };
    }
}

public sealed class SqliteReminderTests(SqliteOrleansHost host) : ReminderContract(host), IClassFixture<SqliteOrleansHost>;

public sealed class PostgresReminderTests(PostgresOrleansHost host) : ReminderContract(host), IClassFixture<PostgresOrleansHost>;
