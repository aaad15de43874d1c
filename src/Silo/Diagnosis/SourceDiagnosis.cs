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

    /// <summary>Examines every source of that name, or every source: those of the configuration, and the local tenant's own.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(string? name, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var source in await KeysAsync(name, cancellationToken))
        {
            results.AddRange(await Examiner.ExamineAsync(source, cancellationToken));
        }

        return results;
    }

    public async Task<CheckResult> CreateLedgerAsync(string name, CancellationToken cancellationToken) =>
        await Examiner.CreateLedgerAsync((await KeysAsync(name, cancellationToken))[0], cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Whether the cluster would take the sample company for its default source.</summary>
    private static bool IsSample(ClusterSettings settings, DataDirectory data) =>
        File.Exists(data.SampleFile) && !settings.Configuration.GetSection($"{SourcesOptions.SectionName}:{SourceKey.DefaultSource}").Exists();

    private SourceExaminer Examiner => _services.GetRequiredService<SourceExaminer>();

    /// <summary>The sources of that name, at least one, or all.</summary>
    private async Task<IReadOnlyList<SourceKey>> KeysAsync(string? name, CancellationToken cancellationToken)
    {
        var configured = _services.GetRequiredService<IOptions<SourcesOptions>>().Value.Sources.Select(pair => new SourceKey(pair.Value.Tenant, pair.Value.Name ?? pair.Key));
        var known = configured.Concat(await LocalAsync(cancellationToken)).Distinct();
        return name is null ? [.. known] : [.. known.Where(key => key.Source == name).DefaultIfEmpty(new(TenantNames.Local, name))];
    }

    /// <summary>Where the platform database is away, or has no tables yet, the sources of the configuration are all that is known.</summary>
    private async Task<IEnumerable<SourceKey>> LocalAsync(CancellationToken cancellationToken)
    {
        try
        {
            var names = await _services.GetRequiredService<SourceRegistry>().NamesAsync(TenantNames.Local, cancellationToken);
            return names.Select(source => new SourceKey(TenantNames.Local, source));
        }
        catch (AgentClusterException)
        {
            return [];
        }
    }
}
