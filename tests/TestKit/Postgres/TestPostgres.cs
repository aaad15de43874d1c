using AgentCluster.Storage;
using Npgsql;

namespace AgentCluster.TestKit.Postgres;

/// <summary>A migrated, empty platform database in PostgreSQL of a test's own.</summary>
public sealed class TestPostgres : ITestPlatform
{
    private readonly PostgresServer _server;
    private NpgsqlDataSource _source;

    private TestPostgres(PostgresServer server, string name)
    {
        (_server, Name) = (server, name);
        _source = PostgresPlatform.DataSource(SiloConnectionString);
        Database = new PostgresPlatform(_source);
    }

    public string Name { get; }

    public PostgresPlatform Database { get; private set; }

    IPlatformDatabase ITestPlatform.Database => Database;

    public string AdminConnectionString => _server.Admin(Name);

    public string SiloConnectionString => _server.Silo(Name);

    public static async Task<TestPostgres> CreateAsync()
    {
        var server = await PostgresServer.GetAsync();
        return new(server, await server.CreateDatabaseAsync());
    }

    /// <inheritdoc />
    public async Task ReopenAsync()
    {
        await _source.DisposeAsync();
        _source = PostgresPlatform.DataSource(SiloConnectionString);
        Database = new PostgresPlatform(_source);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DropDatabaseAsync(Name);
    }
}
