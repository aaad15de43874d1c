using AgentCluster.Memory.Sqlite;
using AgentCluster.TestKit;

namespace AgentCluster.Memory;

#pragma warning disable CA1001 // IAsyncLifetime disposes the platform.
public sealed class SqliteMemoryStoreTests : MemoryStoreContract
#pragma warning restore CA1001
{
    private readonly TestPlatform _platform = new();
    private SqliteMemoryStore? _store;

    protected override IMemoryStore Store => _store ??= new SqliteMemoryStore(_platform.Database);

    protected override async Task ReopenAsync()
    {
        await _platform.ReopenAsync();
        _store = null;
    }

    public override async Task DisposeAsync() => await _platform.DisposeAsync();
}
