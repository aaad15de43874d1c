using System.Data.Common;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class DiscoveryGrainTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TestPlatform _platform = new();
    private readonly SourceFile _file = new("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    private readonly GatedReader _reader = new();
    private InProcessTestCluster _cluster = null!;

    private IDiscoveryGrain Grain => _cluster.Client.GetGrain<IDiscoveryGrain>(DiscoveryHost.Key.ToString());

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            DiscoveryHost.Configure(silo.Services, _platform.Database, _file.Path);
            silo.Services.RemoveAll<ICatalogReader>().AddSingleton<ICatalogReader>(_reader);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    [Fact]
    public async Task Callers_WhileARunIsUnderWay_ShareItAndReadsGoOn()
    {
        var first = Grain.RunAsync();
        await _reader.Entered;
        var second = Grain.RunAsync();

        Assert.Equal("notDiscovered", (await Grain.CatalogAsync()).Problem?.Code);
        Assert.Equal("notDiscovered", (await Grain.ProblemAsync())?.Code);
        Assert.Empty(await Grain.ChangesAsync(null));
        _reader.Release();

        Assert.Equal((await first).Value!.DurationMs, (await second).Value!.DurationMs);
        Assert.Equal(1, _reader.Reads);
        Assert.True((await Grain.CatalogAsync()).Succeeded);
        Assert.Null(await Grain.ProblemAsync());
    }

    [Fact]
    public async Task Run_GoesOn_WhenTheWaiterGivesUp()
    {
        using var giveUp = new CancellationTokenSource();
        var waiter = Grain.RunAsync(giveUp.Token);
        await _reader.Entered;
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
        _reader.Release();

        await Eventually.GetAsync(() => Grain.CatalogAsync(), catalog => catalog.Succeeded);
        Assert.Equal(1, _reader.Reads);
    }

    [Fact]
    public async Task Run_AfterOneEnded_IsANewOne()
    {
        _reader.Release();
        await Grain.RunAsync();
        await Grain.RunAsync();

        Assert.Equal(2, _reader.Reads);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _reader.Release();
        await _cluster.DisposeAsync();
        await _platform.DisposeAsync();
        _file.Dispose();
    }

    private sealed class GatedReader : ICatalogReader
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads;

        public SourceProvider Provider => SourceProvider.Sqlite;

        public Task Entered => _entered.Task;

        public int Reads => _reads;

        public void Release() => _released.TrySetResult();

        public async Task<Catalog> ReadAsync(DbConnection connection, CatalogRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            _entered.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
            return CatalogFingerprints.Stamp(new Catalog { Source = request.Source, Dialect = "sqlite" });
        }
    }
}
