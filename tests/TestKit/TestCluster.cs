using AgentCluster.Execution;
using AgentCluster.Silo.Hosting;
using AgentCluster.Silo.Migrations;
using AgentCluster.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using Orleans.TestingHost;

namespace AgentCluster.TestKit;

/// <summary>
/// A silo with every slice over databases of its own, one source, and a clock that only the test moves: it drives reminders, grain
/// timers and everything the slices do by time, while Orleans' own maintenance keeps to real time.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Action<IServiceCollection>? _replace;
    private InProcessTestCluster _cluster;

    private TestCluster(string source, Action<IServiceCollection>? replace)
    {
        _replace = replace;
        Source = _folder.File("source.db");
        File.Copy(source, Source);
        SqliteMigrations.Apply(_folder.File("platform.db"), "Platform");
        SqliteMigrations.Apply(_folder.File("orleans.db"), "Orleans");
        _cluster = Build();
    }

    /// <summary>Starts at the present: Orleans computes a reminder's first due time by the system's clock.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Path of this cluster's own copy of the source.</summary>
    public string Source { get; }

    public IGrainFactory Grains => _cluster.Client;

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    public static async Task<TestCluster> StartAsync(string source, Action<IServiceCollection>? replace = null)
    {
        var cluster = new TestCluster(source, replace);
        await cluster._cluster.DeployAsync();
        return cluster;
    }

    /// <summary>Stops the silo and starts another on the same databases.</summary>
    public async Task RestartAsync()
    {
        await _cluster.DisposeAsync();
        _cluster = Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    private InProcessTestCluster Build()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = "agentcluster";
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseSqliteState(_folder.File("orleans.db"));
            var services = silo.Services;
            services.AddSqlitePlatform(_ => new(_folder.File("platform.db"), Time));
            services.Configure<SourcesOptions>(options =>
                options.Sources[SourceKey.DefaultSource] = new ConfiguredSource { Provider = SourceProvider.Sqlite, ConnectionString = Source });
            services.AddSlices();
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(Time);
            services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            services.RemoveAllKeyed<TimeProvider>(ReminderTimeProviderNames.Reminders);
            services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Time);
            _replace?.Invoke(services);
        });
        return builder.Build();
    }
}
