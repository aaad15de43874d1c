using AgentCluster.Memory;
using AgentCluster.Memory.Postgres;
using AgentCluster.Silo.Migrations;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Memory;

public sealed class RecallRoleTests
{
    [Fact]
    public async Task Migration_ByALoginThatMayNotMakeTheRole_TellsTheSqlAndRecallIsRightBeforeAndAfter()
    {
        var server = await PostgresServer.GetAsync();
        var name = $"plain_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE ROLE {name} LOGIN PASSWORD '{name}'");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE DATABASE {name} OWNER {name}");
        await PostgresServer.ExecuteAsync(server.Admin(name), "CREATE EXTENSION vector");
        var plain = new NpgsqlConnectionStringBuilder(server.Admin(name)) { Username = name, Password = name, Pooling = false }.ToString();
        try
        {
            Assert.Equal(RecallRole.Sql, await PostgresMigrations.ApplyAsync(plain, login: null, default));
            Assert.Equal(RecallRole.Sql, await PostgresMigrations.ApplyAsync(plain, login: null, default));
            await AssertRecallsAsync(plain, "before");

            await PostgresServer.ExecuteAsync(server.Admin(name), RecallRole.Sql);

            Assert.Null(await PostgresMigrations.ApplyAsync(plain, login: null, default));
            await AssertRecallsAsync(plain, "after");

            // An upgrade replaces the function that is the role's by now, in a session that has not used the extension yet.
            await PostgresServer.ExecuteAsync(server.Admin(name), "DELETE FROM agentcluster.schemaversions WHERE scriptname LIKE '%0024_recall.sql'");
            Assert.Null(await PostgresMigrations.ApplyAsync(plain, login: null, default));
            await AssertRecallsAsync(plain, "upgraded");
        }
        finally
        {
            await server.DropDatabaseAsync(name);
            await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"DROP ROLE {name}");
        }
    }

    private static async Task AssertRecallsAsync(string connectionString, string content)
    {
        await using var source = PostgresPlatform.DataSource(connectionString);
        var memories = new Memories(new PostgresMemoryStore(new PostgresPlatform(source)), new WordVectorEmbedder(WordVectors.Shared), TimeProvider.System);
        var draft = new MemoryDraft { Kind = MemoryKinds.Note, Content = content, Provenance = "test" };
        await memories.StoreAsync("mine", [draft]);
        await memories.StoreAsync("theirs", [draft]);

        var found = (await memories.RecallAsync("mine", new() { Text = content })).Items;

        Assert.Equal((content, 1.0), (found[0].Item.Content, found[0].Signals.Text));
    }
}
