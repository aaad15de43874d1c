using System.Diagnostics;
using AgentCluster.Execution;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentCluster.Benchmarks.Inspection;

/// <summary>The executor as a host registers it, over the corpus's fixture in one engine; once with remembered verdicts and once without.</summary>
internal sealed class InspectionSubject : IAsyncDisposable
{
    private static readonly SourceKey Source = new(TenantNames.Local, SourceKey.DefaultSource);

    private readonly TestPlatform _platform = new();
    private readonly TemporaryFolder? _folder;
    private readonly ServiceProvider _fresh;
    private readonly ServiceProvider _remembering;
    private readonly System.Data.Common.DbConnection _bare;
    private readonly string _admin;

    private InspectionSubject(SourceProvider engine, ConfiguredSource source, System.Data.Common.DbConnection bare, string admin, TemporaryFolder? folder)
    {
        (Engine, _bare, _admin, _folder) = (engine, bare, admin, folder);
        source.DeniedObjects.Add("*.integration_tokens");
        _fresh = Services(source, TimeSpan.Zero);
        _remembering = Services(source, TimeSpan.FromMinutes(10));
    }

    public SourceProvider Engine { get; }

    public static async Task<InspectionSubject> SqliteAsync()
    {
        var folder = new TemporaryFolder();
        var file = folder.File("source.db");
        var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync();
        connection.Execute(await File.ReadAllTextAsync(TestData.PathOf("sql-corpus-sqlite.sql")));
        return new(SourceProvider.Sqlite, new ConfiguredSource { ConnectionString = file, Writable = true }, connection, "", folder);
    }

    public static async Task<InspectionSubject> PostgresAsync()
    {
        var server = await PostgresCorpus.ServerAsync();
        var admin = server.Admin(await PostgresCorpus.CreateDatabaseAsync());
        var connection = new NpgsqlConnection(admin);
        await connection.OpenAsync();
        var source = new ConfiguredSource
        {
            Provider = SourceProvider.Postgres,
            ConnectionString = new NpgsqlConnectionStringBuilder(admin) { Username = PostgresCorpus.Inspector }.ToString(),
            ReadConnectionString = new NpgsqlConnectionStringBuilder(admin) { Username = PostgresCorpus.Reader }.ToString(),
            Writable = true,
        };
        return new(SourceProvider.Postgres, source, connection, admin, null);
    }

    public Task<Execution.Inspection> InspectAsync(string sql) => InspectAsync(_fresh, sql);

    public Task<Execution.Inspection> InspectCachedAsync(string sql) => InspectAsync(_remembering, sql);

    /// <summary>Statements hidden in views of the fixture.</summary>
    public async Task<IReadOnlyList<(Verdict Verdict, string Sql)>> HideAsync(IEnumerable<(Verdict Verdict, string Sql)> rows) =>
        Engine == SourceProvider.Postgres ? await PostgresCorpus.HideAsync(_admin, rows) : [];

    /// <summary>How long the driver takes to prepare a statement, or null if the engine refuses it.</summary>
    public async Task<TimeSpan?> TryPrepareAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _bare.CreateCommand();
        command.CommandText = sql;
        try
        {
            var started = Stopwatch.GetTimestamp();
            await command.PrepareAsync(cancellationToken);
            var taken = Stopwatch.GetElapsedTime(started);
            if (command is NpgsqlCommand named)
            {
                await named.UnprepareAsync(cancellationToken);
            }

            return taken;
        }
        catch (Exception refused) when (refused is System.Data.Common.DbException or InvalidOperationException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _bare.DisposeAsync();
        await _fresh.DisposeAsync();
        await _remembering.DisposeAsync();
        await _platform.DisposeAsync();
        _folder?.Dispose();
    }

    private static async Task<Execution.Inspection> InspectAsync(ServiceProvider services, string sql)
    {
        var outcome = await services.GetRequiredService<SafeExecutor>().InspectAsync(Source, sql, CancellationToken.None);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
    }

    private ServiceProvider Services(ConfiguredSource source, TimeSpan lifetime)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IPlatformDatabase>(_platform.Database).AddExecution();
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.Configure<SourcesOptions>(options => options.Sources[SourceKey.DefaultSource] = source);
        services.Configure<ExecutionOptions>(options => options.VerdictLifetime = lifetime);
        return services.BuildServiceProvider();
    }
}
