using System.Globalization;
using AgentCluster.Discovery;
using AgentCluster.Discovery.Postgres;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Grains.Tests.Discovery.Postgres;

/// <summary>A PostgreSQL database of a test's own as a source, and a login that may read what it is granted.</summary>
internal sealed class PostgresSourceDatabase : IAsyncDisposable
{
    public const string Reader = "catalog_reader_test";
    public const string Inspector = "catalog_inspector_test";

    private static readonly Lazy<Task> Roles = new(CreateRolesAsync);

    private static int _databases;

    private readonly PostgresServer _server;
    private readonly string _name;

    private PostgresSourceDatabase(PostgresServer server, string name) => (_server, _name) = (server, name);

    public string AdminConnectionString => _server.Admin(_name);

    /// <summary>A database made by a script; the reader may read everything in it.</summary>
    public static async Task<PostgresSourceDatabase> CreateAsync(string script, params string[] schemas)
    {
        await Roles.Value;
        var server = await PostgresServer.GetAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"catalog_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE DATABASE {name}");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC");
        var database = new PostgresSourceDatabase(server, name);
        await database.ExecuteAsync(script);
        foreach (var schema in schemas.Append("public"))
        {
            await database.ExecuteAsync($"GRANT USAGE ON SCHEMA {schema} TO {Reader}, {Inspector}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {Reader}");
        }

        return database;
    }

    public string Login(string role) => new NpgsqlConnectionStringBuilder(AdminConnectionString)
    {
        Username = role,
        Pooling = false,
        SearchPath = "public,pg_temp",
        Timezone = "UTC",
        Options = "-c default_transaction_read_only=on -c DateStyle=ISO",
    }.ToString();

    public Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(AdminConnectionString, sql);

    public async Task<object?> ValueAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Login("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The catalog as the reader sees it.</summary>
    public async Task<Catalog> ReadAsync(Func<string, bool>? isVisible = null, bool rows = true, Action<NpgsqlConnection>? opened = null, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(Login(Reader));
        await connection.OpenAsync(CancellationToken.None);
        opened?.Invoke(connection);
        return await new PostgresCatalogReader(TimeProvider.System).ReadAsync(connection, new("default", isVisible ?? (_ => true)) { MayReadRows = rows }, cancellationToken);
    }

    public ValueTask DisposeAsync() => new(_server.DropDatabaseAsync(_name));

    private static async Task CreateRolesAsync()
    {
        var server = await PostgresServer.GetAsync();
        foreach (var role in new[] { Reader, Inspector })
        {
            await PostgresServer.ExecuteAsync(
                server.AdminConnectionString, $"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        }

        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"ALTER ROLE {Inspector} SET log_min_messages = 'fatal'");
    }
}
