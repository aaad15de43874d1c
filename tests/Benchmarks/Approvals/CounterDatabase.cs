using System.Globalization;
using AgentCluster.Benchmarks.Chaos;
using AgentCluster.Execution;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>A PostgreSQL source in which every effect is counted: action n adds one to row n.</summary>
internal sealed class CounterDatabase
{
    private const string Name = "business";
    private readonly ChaosDatabase _server;

    private CounterDatabase(ChaosDatabase server) => _server = server;

    /// <summary>A superuser's connection string.</summary>
    public string Admin => Login(null);

    /// <summary>Settings of a silo whose default source it is.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["AgentCluster__Sources__default__Provider"] = "Postgres",
        ["AgentCluster__Sources__default__ConnectionString"] = Login("business_inspector"),
        ["AgentCluster__Sources__default__ReadConnectionString"] = Login("business_reader"),
        ["AgentCluster__Sources__default__WriteConnectionString"] = Login("business_writer"),
        ["AgentCluster__Sources__default__Writable"] = "true",
    };

    public static async Task<CounterDatabase> CreateAsync(ChaosDatabase server, int rows)
    {
        var counter = new CounterDatabase(server);
        await PostgresServer.ExecuteAsync(server.Admin, $"CREATE DATABASE {Name}");
        await PostgresServer.ExecuteAsync(
            counter.Admin,
            $"""
            CREATE ROLE business_inspector LOGIN PASSWORD 'x'; ALTER ROLE business_inspector SET log_min_messages = 'fatal';
            CREATE ROLE business_reader LOGIN PASSWORD 'x';
            CREATE ROLE business_writer LOGIN PASSWORD 'x';
            REVOKE TEMPORARY ON DATABASE {Name} FROM PUBLIC;
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            CREATE TABLE counter (id int PRIMARY KEY, effects int NOT NULL, note text NOT NULL DEFAULT '');
            INSERT INTO counter SELECT i, 0 FROM generate_series(1, {rows.ToString(CultureInfo.InvariantCulture)}) i;
            GRANT SELECT ON counter TO business_reader, business_writer;
            GRANT UPDATE ON counter TO business_writer;
            {SourceLedger.Postgres("business_writer")}
            """);
        return counter;
    }

    /// <summary>The statement of an action.</summary>
    public static string Statement(int action) => string.Create(CultureInfo.InvariantCulture, $"UPDATE counter SET effects = effects + 1 WHERE id = {action}");

    /// <summary>The action of a statement.</summary>
    public static int ActionOf(string statement) => int.Parse(statement[(statement.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    /// <summary>Effects of every action that has any.</summary>
    public async Task<Dictionary<int, int>> EffectsAsync()
    {
        await using var source = NpgsqlDataSource.Create(Admin);
        await using var command = source.CreateCommand("SELECT id, effects FROM counter WHERE effects <> 0");
        await using var rows = await command.ExecuteReaderAsync();
        var effects = new Dictionary<int, int>();
        while (await rows.ReadAsync())
        {
            effects[rows.GetInt32(0)] = rows.GetInt32(1);
        }

        return effects;
    }

    private string Login(string? login) => login is null
        ? new NpgsqlConnectionStringBuilder(_server.Server.ConnectionString) { Database = Name, Pooling = false }.ToString()
        : new NpgsqlConnectionStringBuilder(_server.Server.ConnectionString) { Database = Name, Username = login, Password = "x" }.ToString();
}
