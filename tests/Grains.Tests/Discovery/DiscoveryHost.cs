using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Discovery;

/// <summary>The slice with a real platform database and one configured source.</summary>
internal sealed class DiscoveryHost : IAsyncDisposable
{
    private readonly TestPlatform _platform = new();
    private readonly Action<SourcesOptions> _sources;
    private ServiceProvider _services;

    public DiscoveryHost(string path)
        : this(options => File(options, path))
    {
    }

    public DiscoveryHost(Action<SourcesOptions> sources)
    {
        _sources = sources;
        _services = Start();
    }

    public static SourceKey Key { get; } = new("local", "default");

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public CatalogCache Cache => _services.GetRequiredService<CatalogCache>();

    public CatalogStore Store => _services.GetRequiredService<CatalogStore>();

    public Memories Memories => _services.GetRequiredService<Memories>();

    /// <summary>Registers what a silo needs for the slice.</summary>
    public static void Configure(IServiceCollection services, SqlitePlatform platform, string path) =>
        Configure(services, platform, options => File(options, path));

    private static void Configure(IServiceCollection services, SqlitePlatform platform, Action<SourcesOptions> sources)
    {
        services.AddSqlitePlatform(_ => platform).TryAddSingleton(TimeProvider.System);
        services.AddExecution().AddMemory().AddDiscovery();
        services.Configure(sources);
    }

    private static void File(SourcesOptions options, string path)
    {
        options.Sources["default"] = new ConfiguredSource { ConnectionString = path, DeniedObjects = { "*.secret*" } };
        options.Sources["missing"] = new ConfiguredSource { ConnectionString = path + ".gone" };
    }

    public Task<Outcome<DiscoveryRun>> RunAsync(SourceKey? key = null, CancellationToken cancellationToken = default) =>
        _services.GetRequiredService<Discoverer>().RunAsync(key ?? Key, cancellationToken);

    public async Task<IReadOnlyList<MemoryItem>> ActiveAsync()
    {
        var page = await Memories.RecallAsync(Key.Tenant, new MemoryQuery { Limit = Memories.MostResults }, CancellationToken.None);
        return [.. page.Items.Select(r => r.Item)];
    }

    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        await _platform.ReopenAsync();
        _services = Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _platform.DisposeAsync();
    }

    private ServiceProvider Start()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ILoggerFactory, LoggerFactory>().AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        Configure(services, _platform.Database, _sources);
        return services.BuildServiceProvider();
    }
}
