using Orleans.Runtime;
using Orleans.Storage;

namespace AgentCluster.Storage.Tests.Orleans;

/// <summary>What every backend of grain state promises: a state is written only over the version that was read.</summary>
public abstract class GrainStateContract(OrleansHost host)
{
    private const string Name = "state";

    private readonly GrainId _grain = GrainId.Create("agent", $"acme/{Guid.NewGuid():N} é'\\");

    [Fact]
    public async Task Read_OfAStateNeverWritten_IsEmpty()
    {
        var state = await ReadAsync(_grain);

        Assert.Equal((false, null, null), (state.RecordExists, state.ETag, state.State?.Text));
    }

    [Fact]
    public async Task State_WrittenAndReadAgain_IsTheSame()
    {
        var written = await WriteAsync(_grain, "naïve ☃ \0 text", 7);

        var read = await ReadAsync(_grain);

        Assert.Equal(("naïve ☃ \0 text", 7L, true, written.ETag), (read.State!.Text, read.State!.Count, read.RecordExists, read.ETag));
    }

    [Fact]
    public async Task Write_OverTheVersionRead_MakesTheNext()
    {
        var first = await WriteAsync(_grain, "first", 1);
        var tag = first.ETag;
        first.State = new() { Text = "second" };

        await host.State.WriteStateAsync(Name, _grain, first);

        Assert.NotEqual(tag, first.ETag);
        Assert.Equal("second", (await ReadAsync(_grain)).State!.Text);
    }

    [Fact]
    public async Task Write_OverAnOlderVersion_IsRefusedAndChangesNothing()
    {
        await WriteAsync(_grain, "first", 1);
        var stale = await ReadAsync(_grain);
        var fresh = await ReadAsync(_grain);
        fresh.State = new() { Text = "second" };
        await host.State.WriteStateAsync(Name, _grain, fresh);

        stale.State = new() { Text = "lost" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => host.State.WriteStateAsync(Name, _grain, stale));
        Assert.Equal("second", (await ReadAsync(_grain)).State!.Text);
    }

    [Fact]
    public async Task Write_OfManyAtOnceOverOneVersion_SucceedsOnce()
    {
        await WriteAsync(_grain, "first", 1);
        var writers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(_grain)));

        var outcomes = await Task.WhenAll(writers.Select(async (state, i) =>
        {
            state.State = new() { Text = $"by {i}" };
            return await Record.ExceptionAsync(() => host.State.WriteStateAsync(Name, _grain, state));
        }));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), outcome => Assert.IsType<InconsistentStateException>(outcome));
    }

    [Fact]
    public async Task Write_OfANewStateThatAnotherMadeMeanwhile_IsRefused()
    {
        await WriteAsync(_grain, "first", 1);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_grain, "also first", 1));
        Assert.Equal("first", (await ReadAsync(_grain)).State!.Text);
    }

    // The providers know a state by its name and its grain's key, not by the grain's type: two kinds of grains must not share a name.
    [Fact]
    public async Task States_OfOtherKeysAndNames_AreApart()
    {
        await WriteAsync(_grain, "mine", 1);

        Assert.False((await ReadAsync(GrainId.Create("agent", $"{_grain.Key}x"))).RecordExists);
        var other = new GrainState<Memory>();
        await host.State.ReadStateAsync("profile", _grain, other);
        Assert.False(other.RecordExists);
    }

    [Fact]
    public async Task Clear_ForgetsTheState_AndItMayBeWrittenAgain()
    {
        var state = await WriteAsync(_grain, "first", 1);

        await host.State.ClearStateAsync(Name, _grain, state);

        Assert.False((await ReadAsync(_grain)).RecordExists);
        state.State = new() { Text = "again" };
        await host.State.WriteStateAsync(Name, _grain, state);
        Assert.Equal("again", (await ReadAsync(_grain)).State!.Text);
    }

    [Fact]
    public async Task Clear_OfAnOlderVersion_IsRefused()
    {
        await WriteAsync(_grain, "first", 1);
        var stale = await ReadAsync(_grain);
        var fresh = await ReadAsync(_grain);
        await host.State.WriteStateAsync(Name, _grain, fresh);

        await Assert.ThrowsAsync<InconsistentStateException>(() => host.State.ClearStateAsync(Name, _grain, stale));
        Assert.True((await ReadAsync(_grain)).RecordExists);
    }

    [Fact]
    public async Task State_OfAMegabyte_IsKept()
    {
        var text = new string('x', 1024 * 1024);
        await WriteAsync(_grain, text, 1);

        Assert.Equal(text, (await ReadAsync(_grain)).State!.Text);
    }

    private async Task<GrainState<Memory>> ReadAsync(GrainId grain)
    {
        var state = new GrainState<Memory>();
        await host.State.ReadStateAsync(Name, grain, state);
        return state;
    }

    private async Task<GrainState<Memory>> WriteAsync(GrainId grain, string text, long count)
    {
        var state = new GrainState<Memory>(new() { Text = text, Count = count });
        await host.State.WriteStateAsync(Name, grain, state);
        return state;
    }

    public sealed record Memory
    {
        public string? Text { get; init; }

        public long Count { get; init; }
    }
}

public sealed class SqliteGrainStateTests(SqliteOrleansHost host) : GrainStateContract(host), IClassFixture<SqliteOrleansHost>;

public sealed class PostgresGrainStateTests(PostgresOrleansHost host) : GrainStateContract(host), IClassFixture<PostgresOrleansHost>;
