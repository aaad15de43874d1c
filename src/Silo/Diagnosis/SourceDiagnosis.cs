using AgentCluster.Execution;
using AgentCluster.Monitoring;
using AgentCluster.Silo.Hosting;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Silo.Diagnosis;

/// <summary>Examines sources as the cluster's own engines meet them: those of the configuration, and a tenant's own.</summary>
internal sealed class SourceDiagnosis : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SourceDiagnosis(ClusterSettings settings, StorageOptions storage)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(settings.Configuration)
            .AddSingleton(TimeProvider.System)
            .AddConfiguredSources(settings.Configuration)
            .AddExecution();
        var keys = services.AddDataProtection().SetApplicationName("AgentCluster");
        if (storage.Provider == StorageProvider.Postgres)
        {
            services.AddSingleton(_ => new ClusterPools(storage.ConnectionString!));
            services.AddSingleton<IPlatformDatabase>(provider => new PostgresPlatform(provider.GetRequiredService<ClusterPools>().Platform));
            keys.PersistKeysToPlatform();
        }
        else
        {
            var data = DataDirectory.Open(settings.DataDirectory);
            services.AddSqlitePlatform(_ => new(data.PlatformFile));
            services.AddEmbeddedSources(data, IsSample(settings, data) ? data.SampleFile : null);
            keys.PersistKeysToFileSystem(new DirectoryInfo(data.KeysFolder));
        }

        _services = services.BuildServiceProvider();
    }

    /// <summary>Examines one source, or every source of the tenant.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(string? name, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var source in name is null ? await NamesAsync(cancellationToken) : [name])
        {
            results.AddRange(await Examiner.ExamineAsync(new(TenantNames.Local, source), cancellationToken));
        }

        return results;
    }

    public Task<CheckResult> CreateLedgerAsync(string name, CancellationToken cancellationToken) =>
        Examiner.CreateLedgerAsync(new(TenantNames.Local, name), cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Whether the cluster would take the sample company for its default source.</summary>
    private static bool IsSample(ClusterSettings settings, DataDirectory data) =>
        File.Exists(data.SampleFile) && !settings.Configuration.GetSection($"{SourcesOptions.SectionName}:{SourceKey.DefaultSource}").Exists();

    private SourceExaminer Examiner => _services.GetRequiredService<SourceExaminer>();

    /// <summary>Where the platform database is away, or has no tables yet, the sources of the configuration are what is known.</summary>
    private async Task<IEnumerable<string>> NamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _services.GetRequiredService<SourceRegistry>().NamesAsync(TenantNames.Local, cancellationToken);
        }
        catch (AgentClusterException)
        {
            return _services.GetRequiredService<IOptions<SourcesOptions>>().Value.Sources.Keys;
        }
    }
}
