using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Tenancy;

public sealed class SqliteTenancyStoreTests : TenancyStoreContract, IAsyncLifetime
{
    private readonly TestPlatform _platform = new();

    protected override IPlatformDatabase Database => _platform.Database;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();
}
