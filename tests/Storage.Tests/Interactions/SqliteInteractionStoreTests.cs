using AgentCluster.Interactions;
using AgentCluster.Interactions.Sqlite;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Interactions;

public sealed class SqliteInteractionStoreTests : InteractionStoreContract, IAsyncLifetime
{
    private readonly TestPlatform _platform = new();

    protected override IInteractionStore Store => new SqliteInteractionStore(_platform.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    protected override Task ReopenAsync() => _platform.ReopenAsync();
}
