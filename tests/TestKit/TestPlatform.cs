using AgentCluster.Silo.Migrations;
using AgentCluster.Storage;

namespace AgentCluster.TestKit;

/// <summary>A migrated, empty platform database of a test's own.</summary>
public sealed class TestPlatform : ITestPlatform
{
    private readonly TemporaryFolder _folder = new();

    public TestPlatform()
    {
        SqliteMigrations.Apply(Path, "Platform");
        Database = new SqlitePlatform(Path);
    }

    public string Path => _folder.File("platform.db");

    public SqlitePlatform Database { get; private set; }

    IPlatformDatabase ITestPlatform.Database => Database;

    /// <inheritdoc />
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = new SqlitePlatform(Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
