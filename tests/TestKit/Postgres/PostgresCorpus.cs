using AgentCluster.Execution;
using Npgsql;

namespace AgentCluster.TestKit.Postgres;

/// <summary>The corpus's fixture in databases of the tests' server.</summary>
public static class PostgresCorpus
{
    /// <summary>The login that inspects.</summary>
    public const string Inspector = "agent_inspect";

    /// <summary>The login that reads.</summary>
    public const string Reader = "agent_ro";

    private const string Template = "agentcluster_corpus";

    private static readonly Lazy<Task<PostgresServer>> Prepared = new(PrepareAsync);
    private static bool _hasVectors;
    private static int _databases;

    /// <summary>The server, with the fixture as a template.</summary>
    public static Task<PostgresServer> ServerAsync() => Prepared.Value;

    /// <summary>Whether the server knows a statement's types.</summary>
    /// <param name="sql">The statement.</param>
    public static bool Knows(string sql) => _hasVectors || !sql.Contains("::vector", StringComparison.Ordinal);

    /// <summary>A database of a test's own with the fixture.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await ServerAsync();
        var name = $"corpus_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE DATABASE {name} TEMPLATE {Template}");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC");
        return name;
    }

    /// <summary>Hides statements in views; what cannot be a view is left out.</summary>
    /// <param name="connectionString">A superuser's.</param>
    /// <param name="rows">The statements with their verdicts.</param>
    /// <returns>Reads of the views with the same verdicts.</returns>
    public static async Task<IReadOnlyList<(Verdict Verdict, string Sql)>> HideAsync(string connectionString, IEnumerable<(Verdict Verdict, string Sql)> rows)
    {
        var hidden = new List<(Verdict, string)>();
        foreach (var (verdict, sql) in rows.Where(row => row.Verdict != Verdict.Read && !row.Sql.Contains(';', StringComparison.Ordinal)))
        {
            try
            {
                await PostgresServer.ExecuteAsync(connectionString, $"CREATE VIEW hidden_{hidden.Count} AS {sql}");
                hidden.Add((verdict, $"SELECT * FROM hidden_{hidden.Count}"));
            }
            catch (PostgresException)
            {
                // No query, or one that no view may hold.
            }
        }

        return hidden;
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
