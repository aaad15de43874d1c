using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Scheduling;

public sealed class SqliteScheduleStoreTests : ScheduleStoreContract, IAsyncLifetime
{
    private readonly TestPlatform _platform = new();

    protected override IPlatformDatabase Database => _platform.Database;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();
}
