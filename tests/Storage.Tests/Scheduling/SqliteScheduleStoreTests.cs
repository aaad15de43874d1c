using AgentCluster.Scheduling;
using AgentCluster.Scheduling.Sqlite;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Scheduling;

public sealed class SqliteScheduleStoreTests : ScheduleStoreContract, IAsyncLifetime
{
    private readonly TestPlatform _platform = new();

    protected override IScheduleStore Store => new SqliteScheduleStore(_platform.Database, Time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();
}
