using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests;

/// <summary>Promises that hold on every engine: a suite derives from this, and an empty class an engine from the suite.</summary>
public abstract class StorageContract(Func<Task<ITestPlatform>> create) : IAsyncLifetime
{
    private ITestPlatform? _platform;

    protected ITestPlatform Platform => _platform ?? throw new InvalidOperationException("The test has not begun.");

    protected IPlatformDatabase Database => Platform.Database;

    public async Task InitializeAsync() => _platform = await create();

    public virtual async Task DisposeAsync() => await Platform.DisposeAsync();
}
