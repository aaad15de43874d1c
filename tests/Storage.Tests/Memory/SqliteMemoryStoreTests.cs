using AgentCluster.Memory;
using AgentCluster.Memory.Sqlite;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Memory;

public sealed class SqliteMemoryStoreTests : MemoryStoreContract
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
