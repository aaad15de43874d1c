using System.Collections.Immutable;
using AgentCluster.Monitoring;
using AgentCluster.Monitoring.Platform;
using AgentCluster.Silo.Migrations;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Monitoring;

public sealed class PlatformFactsReaderTests : IAsyncLifetime
{
    private TestPostgres _postgres = null!;

    public async Task InitializeAsync() => _postgres = await TestPostgres.CreateAsync();

    public Task DisposeAsync() => _postgres.DisposeAsync().AsTask();

    [Fact]
    public async Task SilosLogin_OnAMigratedDatabase_FindsNothingToMend()
    {
        var results = await CheckAsync(_postgres.SiloConnectionString);

        // The tests' server does without fsync, for speed.
        Assert.Equal(["durability"], results.Where(result => result.Status != CheckStatus.Pass).Select(result => result.Check));
    }

    [Fact]
    public async Task OwnersLogin_IsFoundUnboundByRowSecurity()
    {
        var results = await CheckAsync(_postgres.AdminConnectionString);

        Assert.Superset(new HashSet<string> { "login", "row security" }, results.Where(result => result.Status == CheckStatus.Fail).Select(result => result.Check).ToHashSet());
    }

    [Theory]
    [InlineData("ALTER TABLE agentcluster.agent_interaction DISABLE ROW LEVEL SECURITY", "row security", CheckStatus.Fail)]
    [InlineData("ALTER TABLE agentcluster.agent_interaction NO FORCE ROW LEVEL SECURITY", "row security", CheckStatus.Fail)]
    [InlineData("REVOKE INSERT ON agentcluster.agent_interaction FROM " + PostgresServer.SiloLogin, "privileges", CheckStatus.Fail)]
    [InlineData("ALTER FUNCTION agentcluster.search_memory OWNER TO " + PostgresServer.SiloLogin, "recall", CheckStatus.Warn)]
    [InlineData("DELETE FROM agentcluster.schemaversions WHERE scriptname LIKE '%0008%'", "migrations", CheckStatus.Fail)]
    [InlineData("REVOKE USAGE ON SCHEMA agentcluster FROM " + PostgresServer.SiloLogin, "migrations", CheckStatus.Fail)]
    public async Task ChangedDatabase_IsToldByTheCheck(string change, string check, CheckStatus status)
    {
        await PostgresServer.ExecuteAsync(_postgres.AdminConnectionString, change);

        var results = await CheckAsync(_postgres.SiloConnectionString);

        Assert.Equal(status, results.Single(result => result.Check == check).Status);
    }

    [Fact]
    public async Task WhatMendsRowSecurity_MendsIt()
    {
        await PostgresServer.ExecuteAsync(_postgres.AdminConnectionString, "ALTER TABLE agentcluster.agent_memory DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY");
        var told = (await CheckAsync(_postgres.SiloConnectionString)).Single(result => result.Check == "row security");

        await PostgresServer.ExecuteAsync(_postgres.AdminConnectionString, told.Repair!);

        Assert.Equal(CheckStatus.Pass, (await CheckAsync(_postgres.SiloConnectionString)).Single(result => result.Check == "row security").Status);
    }

    private static async Task<IReadOnlyList<CheckResult>> CheckAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        var facts = await PlatformFactsReader.ReadAsync(connection, TimeProvider.System, CancellationToken.None);
        return PlatformChecks.Of(facts, new()
        {
            Migrations = [.. PostgresMigrations.Scripts().Order(StringComparer.Ordinal)],
            Connections = 128,
            Processes = "3 silos and 2 gateways",
            RecallRole = RecallRole.Sql,
        });
    }
}
