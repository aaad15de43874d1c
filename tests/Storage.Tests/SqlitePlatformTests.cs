using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Storage.Tests;

public sealed class SqlitePlatformTests : IAsyncLifetime
{
    private readonly TestPlatform _platform = new();

    public Task InitializeAsync() => _platform.Database.WriteAsync(connection => connection.Execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)"));

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task Write_ByManyAtOnce_KeepsEveryRow()
    {
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() => InsertAsync(i))));

        Assert.Equal(2000, await CountAsync());
    }

    [Fact]
    public async Task Write_ThatThrows_ChangesNothingAndSparesItsNeighbours()
    {
        var neighbours = Enumerable.Range(0, 50).Select(InsertAsync).ToList();
        var failing = _platform.Database.WriteAsync<int>(connection =>
        {
            connection.Execute("INSERT INTO item (id, name) VALUES (999, 'half')");
            throw new InvalidOperationException("no");
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await Task.WhenAll(neighbours);
        Assert.Equal(50, await CountAsync());
    }

    [Fact]
    public async Task Write_ThatViolatesAConstraint_TellsItsCaller()
    {
        await InsertAsync(1);

        await Assert.ThrowsAsync<SqliteException>(() => InsertAsync(1));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Write_OnAFullDisk_IsATransientFailureAndGoesAgainAfterwards()
    {
        await _platform.Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"));

        var failure = await Assert.ThrowsAsync<AgentClusterException>(() => FillAsync(1));

        Assert.True(failure.IsTransient);
        await _platform.Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1073741823"));
        await FillAsync(1);
        Assert.Equal(1, await CountAsync());

        Task FillAsync(int id) => _platform.Database.WriteAsync(
            connection => connection.Execute("INSERT INTO item (id, name) VALUES (@id, hex(zeroblob(1000000)))", ("@id", id)));
    }

    [Fact]
    public async Task Write_CancelledBeforeItBegins_DoesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _platform.Database.WriteAsync(connection => connection.Execute("DELETE FROM item"), cancelled.Token));
    }

    [Fact]
    public async Task Read_WithAWritingStatement_IsRefused() =>
        await Assert.ThrowsAsync<SqliteException>(() => _platform.Database.ReadAsync(connection => connection.Execute("INSERT INTO item (id) VALUES (1)")));

    [Fact]
    public async Task Rows_AfterAReopen_AreStillThere()
    {
        await InsertAsync(7);
        await _platform.ReopenAsync();

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public void Migrations_RunTwice_ChangeNothing()
    {
        AgentCluster.Silo.Migrations.SqliteMigrations.Apply(_platform.Path, "Platform");
        AgentCluster.Silo.Migrations.SqliteMigrations.Apply(_platform.Path, "Platform");
    }

    private Task<int> InsertAsync(int id) =>
        _platform.Database.WriteAsync(connection => connection.Execute("INSERT INTO item (id, name) VALUES (@id, 'x')", ("@id", id)));

    private Task<long> CountAsync() => _platform.Database.ReadAsync(connection => connection.Query(row => row.GetInt64(0), "SELECT COUNT(*) FROM item")[0]);
}
