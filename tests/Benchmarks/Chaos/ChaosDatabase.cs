using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>A throw-away PostgreSQL server with one database, migrated by the real program.</summary>
internal sealed class ChaosDatabase
{
    /// <summary>Name of the platform's database.</summary>
    public const string Name = "agentcluster";
    private const string Login = "agentcluster_silo";

    private ChaosDatabase(ThrowAwayServer server) => Server = server;

    public ThrowAwayServer Server { get; }

    /// <summary>A superuser's connection string, not bound by row level security.</summary>
    public string Admin => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = Name }.ToString();

    /// <summary>The connection string of silos and gateways.</summary>
    public string Silo => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = Name, Username = Login, Password = Login }.ToString();

    /// <param name="durable">Whether a commit waits for the disk.</param>
    public static async Task<ChaosDatabase> LaunchAsync(bool durable = false)
    {
        var database = new ChaosDatabase(await ThrowAwayServer.LaunchAsync(durable));
        await PostgresServer.ExecuteAsync(database.Server.ConnectionString, $"CREATE ROLE {Login} LOGIN PASSWORD '{Login}'");
        await PostgresServer.ExecuteAsync(database.Server.ConnectionString, $"CREATE DATABASE {Name}");
        var settings = new Dictionary<string, string>
        {
            ["AgentCluster__Storage__Provider"] = "Postgres",
            ["AgentCluster__Storage__ConnectionString"] = database.Silo,
            ["AgentCluster__Storage__MigrationConnectionString"] = database.Admin,
        };
        var (exitCode, output) = await SiloProcess.RunAsync(settings, "migrate");
        return exitCode == 0 ? database : throw new InvalidOperationException($"migrate ended with {exitCode}: {output}");
    }
}
