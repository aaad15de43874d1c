using AgentCluster.Interactions;
using AgentCluster.TestKit.Postgres;

namespace AgentCluster.Storage.Tests.Interactions;

public sealed class PostgresInteractionStoreTests : InteractionStoreContract, IAsyncLifetime
{
    private TestPostgres _platform = null!;

    protected override IInteractionStore Store => new InteractionStore(_platform.Database);

    public async Task InitializeAsync() => _platform = await TestPostgres.CreateAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    // Every operation opens a connection of its own already.
    protected override Task ReopenAsync() => Task.CompletedTask;
}
