using AgentCluster.Storage;
using AgentCluster.TestKit.Postgres;

namespace AgentCluster.TestKit;

/// <summary>A migrated, empty platform database of a test's own, whatever the engine: what a contract suite runs on.</summary>
public interface ITestPlatform : IAsyncDisposable
{
    IPlatformDatabase Database { get; }

    /// <summary>Closes the database and opens it again, as a restart does.</summary>
    Task ReopenAsync();

    static Task<ITestPlatform> SqliteAsync() => Task.FromResult<ITestPlatform>(new TestPlatform());

    static async Task<ITestPlatform> PostgresAsync() => await TestPostgres.CreateAsync();
}
