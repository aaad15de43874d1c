using AgentCluster.TestKit.Postgres;

namespace AgentCluster.Storage.Tests.Scheduling;

public sealed class PostgresScheduleStoreTests : ScheduleStoreContract, IAsyncLifetime
{
    private TestPostgres _platform = null!;

    protected override IPlatformDatabase Database => _platform.Database;

    public async Task InitializeAsync() => _platform = await TestPostgres.CreateAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();
}
