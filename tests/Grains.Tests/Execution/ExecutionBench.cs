using System.Security.Cryptography;
using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Writing;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>The slice as the host registers it, over the corpus's fixture as source <c>default</c>.</summary>
internal sealed class ExecutionBench : IDisposable
{
    public const string Tenant = TenantNames.Local;

    private readonly TestPlatform _platform = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public ExecutionBench(Action<ExecutionOptions>? limits = null, Action<ConfiguredSource>? source = null, TimeProvider? time = null)
    {
        SourcePath = _folder.File("source.db");
        Change(File.ReadAllText(TestData.PathOf("sql-corpus-sqlite.sql")));
        var configured = new ConfiguredSource { ConnectionString = SourcePath, Writable = true };
        configured.DeniedObjects.Add("*.integration_tokens");
        source?.Invoke(configured);
        var services = new ServiceCollection().AddLogging().AddSingleton<IPlatformDatabase>(_platform.Database).AddSingleton(time ?? TimeProvider.System).AddExecution();
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.Configure<SourcesOptions>(options =>
        {
            options.Sources["default"] = configured;
            options.ForbiddenPaths.Add(_platform.Path);
        });
        services.Configure(limits ?? (_ => { }));
        _services = services.BuildServiceProvider();
    }

    public string SourcePath { get; }

    public string PlatformPath => _platform.Path;

    public SqlitePlatform Platform => _platform.Database;

    public SafeExecutor Executor => _services.GetRequiredService<SafeExecutor>();

    public SourceRegistry Sources => _services.GetRequiredService<SourceRegistry>();

    public ISourceWriter Writer => _services.GetRequiredService<SourceWriters>().For(SourceProvider.Sqlite);

    public ISourceConnections Connections => _services.GetRequiredService<ISourceConnections>();

    public string PathTo(string name) => _folder.File(name);

    /// <summary>Changes the source as its owner would.</summary>
    public void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={SourcePath};Pooling=false");
        connection.Open();
        connection.Execute(sql);
    }

    public string SourceHash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(SourcePath)));

    public async Task<Inspection> InspectAsync(string sql)
    {
        var outcome = await Executor.InspectAsync(new(Tenant, "default"), sql, CancellationToken.None);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
    }

    public Task<ReadOutcome> ReadAsync(string sql, (string Name, object? Value)[]? parameters = null, int maxRows = 1000, CancellationToken cancellationToken = default) =>
        Executor.ReadAsync(
            new ReadRequest
            {
                Source = new(Tenant, "default"),
                Sql = sql,
                Agent = "api",
                MaxRows = maxRows,
                Parameters = (parameters ?? []).ToDictionary(pair => pair.Name, pair => pair.Value),
            },
            cancellationToken);

    /// <summary>The only row of a statement.</summary>
    public async Task<JsonElement> RowAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        var outcome = await ReadAsync(sql, parameters);
        Assert.Null(outcome.Problem);
        return JsonDocument.Parse(outcome.Result!.RowsJson).RootElement[0];
    }

    public void Dispose()
    {
        _services.Dispose();
        _platform.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }
}
