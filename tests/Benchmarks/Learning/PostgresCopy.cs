using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>A set's database in PostgreSQL, with the logins a source needs.</summary>
internal static class PostgresCopy
{
    private const string Inspector = "learning_inspector";
    private const string Reader = "learning_reader";

    /// <returns>Settings that make it the default source.</returns>
    public static async Task<Dictionary<string, string>> MakeAsync(string file)
    {
        var server = await PostgresServer.GetAsync();
        var database = await server.CreateEmptyDatabaseAsync();
        await SqliteCopy.WriteAsync(file, server.Admin(database));
        await PostgresServer.ExecuteAsync(
            server.Admin(database),
            $"""
            DROP ROLE IF EXISTS {Inspector}, {Reader};
            CREATE ROLE {Inspector} LOGIN PASSWORD '{Inspector}';
            CREATE ROLE {Reader} LOGIN PASSWORD '{Reader}';
            ALTER ROLE {Inspector} SET log_min_messages = 'fatal';
            REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC;
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO {Reader};
            """);
        return new()
        {
            ["AgentCluster__Sources__default__Provider"] = "Postgres",
            ["AgentCluster__Sources__default__ConnectionString"] = Login(server, database, Inspector),
            ["AgentCluster__Sources__default__ReadConnectionString"] = Login(server, database, Reader),
        };
    }

    private static string Login(PostgresServer server, string database, string role) =>
        new NpgsqlConnectionStringBuilder(server.Admin(database)) { Username = role, Password = role }.ToString();
}
