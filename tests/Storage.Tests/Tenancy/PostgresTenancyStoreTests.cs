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
    [InlineData("DELETE FROM tenant")]
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

    private async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_platform.SiloConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
