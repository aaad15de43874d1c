using AgentCluster.Silo.Migrations;
using AgentCluster.Tenancy;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Tenancy;

public sealed class PostgresTenancyStoreTests : TenancyStoreContract, IAsyncLifetime
{
    private TestPostgres _platform = null!;

    protected override IPlatformDatabase Database => _platform.Database;

    public async Task InitializeAsync() => _platform = await TestPostgres.CreateAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Theory]
    [InlineData("SELECT hash FROM api_key")]
    [InlineData("SELECT * FROM api_key")]
    [InlineData("UPDATE api_key SET hash = 'x'")]
    [InlineData("UPDATE api_key SET roles = 15")]
    [InlineData("UPDATE api_key SET tenant = 'second'")]
    [InlineData("DELETE FROM api_key")]
    [InlineData("UPDATE api_key SET revoked_at = now(); UPDATE api_key SET revoked_at = NULL")]
    [InlineData("DELETE FROM tenant")]
    [InlineData("UPDATE tenant SET name = 'third' WHERE name = 'first'")]
    [InlineData("UPDATE tenant SET created_at = now()")]
    [InlineData("ALTER TABLE api_key DISABLE ROW LEVEL SECURITY")]
    public async Task SiloLogin_OnKeys_ReadsNoHashAndRewritesNoKey(string statement)
    {
        await OpenAsync("first");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync($"SET agentcluster.tenant = 'first'; {statement}"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task SiloLogin_WithoutATenant_SeesNoKeyButTheOneItHasTheIdOf()
    {
        var (first, second) = (await OpenAsync("first"), await OpenAsync("second"));

        Assert.Equal(0L, await RunAsync("SELECT count(id) FROM api_key"));
        Assert.Equal(1L, await RunAsync("SET agentcluster.tenant = 'first'; SELECT count(id) FROM api_key"));
        Assert.Equal(0L, await RunAsync($"SET agentcluster.tenant = 'first'; WITH done AS (UPDATE api_key SET revoked_at = now() WHERE id = '{second.View.Id}' RETURNING id) SELECT count(*) FROM done"));
        Assert.Equal("first", await RunAsync($"SELECT tenant FROM find_api_key('{first.View.Id}')"));
    }

    [Fact]
    public async Task Close_WhileAKeyIsBeingIssued_RevokesThatKeyToo()
    {
        await OpenAsync("first");
        Task<Outcome<TenantView>> closing = null!;

        var issued = await Database.WriteAsync(
            "first",
            async session =>
            {
                var key = await ApiKeyStore.IssueAsync(session, "first", Draft, Time.GetUtcNow());
                closing = Tenants.CloseAsync("first", default);
                await WaitsOrEndsAsync(closing);
                return key;
            },
            default);

        Assert.NotNull((await closing).Value?.ClosedAt);
        Assert.NotNull(Assert.Single(await Keys.ListAsync("first", default), key => key.Id == issued!.View.Id).RevokedAt);
    }

    [Fact]
    public async Task Issue_WhileTheTenantIsBeingClosed_IsRefused()
    {
        await OpenAsync("first");
        Task<Outcome<IssuedApiKey>> issuing = null!;

        await Database.WriteAsync(
            "first",
            async session =>
            {
                await session.ExecuteAsync("UPDATE tenant SET closed_at = @now WHERE name = 'first'", ("@now", Time.GetUtcNow()));
                issuing = Keys.IssueAsync("first", Draft, default);
                await WaitsOrEndsAsync(issuing);
                return true;
            },
            default);

        Assert.Equal(TenantStore.UnknownCode, (await issuing).Problem?.Code);
    }

    [Fact]
    public async Task Lookup_BoundByRowSecurity_FailsRatherThanFindsNoKey()
    {
        var key = await OpenAsync("first");
        await RunAsync(
            $"""
            ALTER TABLE agentcluster.api_key OWNER TO {PostgresServer.SiloLogin};
            ALTER TABLE agentcluster.api_key FORCE ROW LEVEL SECURITY;
            ALTER FUNCTION agentcluster.any_api_key OWNER TO {PostgresServer.SiloLogin};
            ALTER FUNCTION agentcluster.find_api_key OWNER TO {PostgresServer.SiloLogin};
            """,
            _platform.AdminConnectionString);

        await Assert.ThrowsAsync<AgentClusterException>(() => Keys.AnyIssuedAsync(default));
        await Assert.ThrowsAsync<AgentClusterException>(() => Keys.FindAsync(key.View.Id, default));
    }

    [Fact]
    public async Task Migration_ThatEndsAmongItsGrants_LeavesNoneOfThem()
    {
        await RunAsync(
            """
            CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
            CREATE EVENT TRIGGER refuse_revoke ON ddl_command_start WHEN TAG IN ('REVOKE') EXECUTE FUNCTION public.refuse();
            """,
            _platform.AdminConnectionString);

        await Assert.ThrowsAsync<AgentClusterException>(() => PostgresMigrations.ApplyAsync(_platform.AdminConnectionString, PostgresServer.SiloLogin, default));

        Assert.Equal(false, await RunAsync("SELECT has_column_privilege('api_key', 'hash', 'SELECT')"));
        Assert.Equal(false, await RunAsync("SELECT has_table_privilege('tenant', 'DELETE')"));
    }

    /// <summary>Returns once a statement of this database waits for another's lock, or the call has ended without.</summary>
    private async Task WaitsOrEndsAsync(Task call)
    {
        const string waits = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
        while (!call.IsCompleted && await RunAsync(waits, _platform.AdminConnectionString) is not true)
        {
        }
    }

    private async Task<object?> RunAsync(string sql, string? connectionString = null)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString ?? _platform.SiloConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
