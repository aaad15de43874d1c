using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Writing;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>The slice as the host registers it, over the corpus's fixture in a PostgreSQL database of its own as source <c>default</c>.</summary>
internal sealed class PostgresBench : IAsyncDisposable
{
    public const string Tenant = TenantNames.Local;
    public const string Inspector = "agent_inspect";
    public const string Reader = "agent_ro";

    private const string Template = "agentcluster_corpus";

    private static readonly Lazy<Task<PostgresServer>> Prepared = new(PrepareAsync);
    private static bool _hasVectors;

    private static int _databases;

    private readonly TestPlatform _platform = new();
    private readonly ServiceProvider _services;
    private readonly PostgresServer _server;

    private PostgresBench(PostgresServer server, string database, Action<ExecutionOptions>? limits, Action<ConfiguredSource>? source, TimeProvider? time)
    {
        (_server, Database) = (server, database);
        var configured = new ConfiguredSource
        {
            Provider = SourceProvider.Postgres,
            ConnectionString = Login(Inspector),
            ReadConnectionString = Login(Reader),
            Writable = true,
        };
        configured.DeniedObjects.Add("*.integration_tokens");
        source?.Invoke(configured);
        var services = new ServiceCollection().AddLogging().AddSingleton<IPlatformDatabase>(_platform.Database).AddSingleton(time ?? TimeProvider.System).AddExecution();
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.Configure<SourcesOptions>(options =>
        {
            options.Sources["default"] = configured;
        });
        services.Configure(limits ?? (_ => { }));
        _services = services.BuildServiceProvider();
    }

    /// <summary>The statements that the server can know.</summary>
    public static IEnumerable<(Verdict Verdict, string Sql)> Corpus => SqlCorpus.PostgresRows.Where(row => _hasVectors || !row.Sql.Contains("::vector", StringComparison.Ordinal));

    public string Database { get; }

    public SafeExecutor Executor => _services.GetRequiredService<SafeExecutor>();

    public ISourceWriter Writer => _services.GetRequiredService<SourceWriters>().For(SourceProvider.Postgres);

    public SourceRegistry Sources => _services.GetRequiredService<SourceRegistry>();

    public SourceExaminer Examiner => _services.GetRequiredService<SourceExaminer>();

    public static async Task<PostgresBench> CreateAsync(Action<ExecutionOptions>? limits = null, Action<PostgresServer, string, ConfiguredSource>? source = null, TimeProvider? time = null)
    {
        var server = await Prepared.Value;
        var name = $"corpus_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE DATABASE {name} TEMPLATE {Template}");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC");
        return new(server, name, limits, configured => source?.Invoke(server, name, configured), time);
    }

    /// <summary>A login's connection string to a database of the server.</summary>
    public static string Login(PostgresServer server, string database, string role) =>
        new NpgsqlConnectionStringBuilder(server.Admin(database)) { Username = role }.ToString();

    /// <summary>A superuser's connection string to the source.</summary>
    public string Owner => _server.Admin(Database);

    public string Login(string role) => Login(_server, Database, role);

    /// <summary>Changes the source as a superuser would.</summary>
    public Task ChangeAsync(string sql) => PostgresServer.ExecuteAsync(_server.Admin(Database), sql);

    /// <summary>One value as a superuser sees it.</summary>
    public async Task<object?> ValueAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.Admin(Database)) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>What statements that are not reads would leave behind.</summary>
    public async Task<string> FingerprintAsync() => (string)(await ValueAsync(
        """
        SELECT concat_ws('|', (SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM clients c), (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o),
            (SELECT md5(string_agg(h::text, ',' ORDER BY id)) FROM human_approval_queue h), (SELECT md5(string_agg(m::text, ',' ORDER BY id)) FROM agent_memory m),
            (SELECT md5(string_agg(oid::text || relname, ',' ORDER BY oid)) FROM pg_class), (SELECT md5(string_agg(oid::text || xmin::text, ',' ORDER BY oid)) FROM pg_proc),
            (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_replication_slots WHERE database = current_database()),
            (SELECT last_value::text || is_called FROM invoice_seq))
        """))!;

    public async Task<Inspection> InspectAsync(string sql)
    {
        var outcome = await Executor.InspectAsync(new(Tenant, "default"), sql, CancellationToken.None);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
    }

    public Task<ReadOutcome> ReadAsync(string sql, object?[]? parameters = null, int maxRows = 1000, CancellationToken cancellationToken = default) =>
        Executor.ReadAsync(
            new ReadRequest
            {
                Source = new(Tenant, "default"),
                Sql = sql,
                Agent = "api",
                MaxRows = maxRows,
                Parameters = (parameters ?? []).Select((value, i) => ($"${i + 1}", value)).ToDictionary(pair => pair.Item1, pair => pair.value),
            },
            cancellationToken);

    /// <summary>The rows of a statement.</summary>
    public async Task<(JsonElement Rows, string[] Types)> RowsAsync(string sql, params object?[] parameters)
    {
        var outcome = await ReadAsync(sql, parameters);
        Assert.Null(outcome.Problem);
        return (JsonDocument.Parse(outcome.Result!.RowsJson).RootElement, [.. outcome.Result.ColumnTypes]);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _platform.DisposeAsync();
        await _server.DropDatabaseAsync(Database);
    }

    private static async Task<PostgresServer> PrepareAsync()
    {
        var server = await PostgresServer.GetAsync();
        await server.DropDatabaseAsync(Template);
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE DATABASE {Template}");
        await PostgresServer.ExecuteAsync(server.Admin(Template), await FixtureAsync(server));
        await PostgresServer.ExecuteAsync(
            server.AdminConnectionString,
            $"DO $$ BEGIN CREATE ROLE {Inspector} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; ALTER ROLE {Inspector} SET log_min_messages = 'fatal'");
        return server;
    }

    // Not every server has every extension; a domain stands in for pgvector's type.
    private static async Task<string> FixtureAsync(PostgresServer server)
    {
        var available = new HashSet<string>(StringComparer.Ordinal);
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Pooling = false }.ToString()))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT name FROM pg_available_extensions", connection);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                available.Add(rows.GetString(0));
            }
        }

        _hasVectors = available.Contains("vector");
        const string Create = "CREATE EXTENSION ";
        var lines = (await File.ReadAllLinesAsync(TestData.PathOf("sql-corpus-postgres.sql")))
            .Where(line => !line.StartsWith(Create, StringComparison.Ordinal) || available.Contains(line[Create.Length..].TrimEnd(';')));
        var fixture = string.Join('\n', lines);
        return _hasVectors ? fixture : $"CREATE DOMAIN vector AS text; {fixture.Replace("vector(3)", "vector", StringComparison.Ordinal)}";
    }
}
