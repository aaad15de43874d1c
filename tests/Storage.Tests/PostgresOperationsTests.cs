using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests;

public sealed class PostgresOperationsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestPostgres _platform = null!;

    public async Task InitializeAsync() => _platform = await TestPostgres.CreateAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task OnceAsync_RepeatedDuringTheFirst_GivesItsResultToBoth()
    {
        var first = OnceAsync(AtTheGateAsync("first"));
        await Eventually.GetAsync(OpenTransactionsAsync, open => open == 1);
        var second = OnceAsync(() => Task.FromResult("second"));
        await Eventually.GetAsync(WaitingAsync, waiting => waiting == 1);
        _gate.SetResult();

        Assert.Equal(["first", "first"], await Task.WhenAll(first, second));
    }

    [Fact]
    public async Task OnceAsync_RepeatedDuringOneThatFails_DoesTheWork()
    {
        var first = OnceAsync(async () => await AtTheGateAsync("")() is "" ? throw new InvalidOperationException("Broke.") : "first");
        await Eventually.GetAsync(OpenTransactionsAsync, open => open == 1);
        var second = OnceAsync(() => Task.FromResult("second"));
        await Eventually.GetAsync(WaitingAsync, waiting => waiting == 1);
        _gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.Equal("second", await second);
    }

    private Func<Task<string>> AtTheGateAsync(string result) => async () =>
    {
        await _gate.Task;
        return result;
    };

    private Task<string> OnceAsync(Func<Task<string>> work) => _platform.Database.WriteAsync("t1", session => session.OnceAsync("t1", "call", Now, work), default);

    private Task<long> OpenTransactionsAsync() => CountAsync("state = 'idle in transaction'");

    private Task<long> WaitingAsync() => CountAsync("wait_event_type = 'Lock'");

    private async Task<long> CountAsync(string which)
    {
        await using var source = NpgsqlDataSource.Create(_platform.AdminConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND {which}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
