using System.Globalization;
using AgentCluster.Silo.Migrations;
using Npgsql;

namespace AgentCluster.TestKit.Postgres;

/// <summary>
/// One PostgreSQL server for all tests of a process: the one that AGENTCLUSTER_TEST_POSTGRES names (a superuser's connection string),
/// or a <see cref="ThrowAwayServer"/>.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>The login of silos: neither owner nor superuser.</summary>
    public const string SiloLogin = "agentcluster_silo_test";

    private const string Given = "AGENTCLUSTER_TEST_POSTGRES";
    private const string Template = "agentcluster_template";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private static int _databases;

    private readonly Lazy<Task> _template;

    private PostgresServer(string admin)
    {
        AdminConnectionString = admin;
        _template = new(CreateTemplateAsync);
    }

    /// <summary>A superuser's connection string to database <c>postgres</c>.</summary>
    public string AdminConnectionString { get; }

    /// <summary>The server of this process, started at the first call.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>A migrated, empty database of a test's own.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await _template.Value;
        return await CreateDatabaseAsync(Template);
    }

    /// <summary>A database of a test's own that holds nothing.</summary>
    public Task<string> CreateEmptyDatabaseAsync() => CreateDatabaseAsync("template1");

    private async Task<string> CreateDatabaseAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(AdminConnectionString, $"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync(AdminConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>A superuser's connection string to a database.</summary>
    public string Admin(string database) => new NpgsqlConnectionStringBuilder(AdminConnectionString) { Database = database }.ToString();

    /// <summary>The connection string of silos and gateways to a database.</summary>
    public string Silo(string database) => new NpgsqlConnectionStringBuilder(AdminConnectionString)
    {
        Database = database,
        Username = SiloLogin,
        Password = SiloLogin,
        SearchPath = PostgresMigrations.Schema + ",public",
    }.ToString();

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync() =>
        new(Environment.GetEnvironmentVariable(Given) is { Length: > 0 } given ? given : (await ThrowAwayServer.LaunchAsync()).ConnectionString);

    // Sources need none of it, nor the extensions that the platform asks for.
    private async Task CreateTemplateAsync()
    {
        await ExecuteAsync(
            AdminConnectionString,
            $"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{SiloLogin}') THEN CREATE ROLE {SiloLogin} LOGIN PASSWORD '{SiloLogin}'; END IF;
            END $$
            """);
        await ExecuteAsync(AdminConnectionString, $"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        await ExecuteAsync(AdminConnectionString, $"CREATE DATABASE {Template}");
        await PostgresMigrations.ApplyAsync(new NpgsqlConnectionStringBuilder(Admin(Template)) { Pooling = false }.ToString(), SiloLogin, CancellationToken.None);
    }
}
