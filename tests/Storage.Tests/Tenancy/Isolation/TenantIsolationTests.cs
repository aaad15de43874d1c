using AgentCluster.Tenancy;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Tenancy.Isolation;

/// <summary>Two tenants in one PostgreSQL database: neither sees the other's rows, by the application's check and by row level security alone.</summary>
public sealed class TenantIsolationTests : IAsyncLifetime
{
    private const int Operations = 10_000;
    private const int Writers = 4;

    private static readonly string[] Tenants = ["alder", "birch"];

    private TestPostgres _platform = null!;

    public async Task InitializeAsync()
    {
        _platform = await TestPostgres.CreateAsync();
        foreach (var tenant in Tenants)
        {
            await new TenantStore(_platform.Database, TimeProvider.System).OpenAsync(tenant, TenantStore.FirstKey("cli"), default);
        }
    }

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task Traffic_OfTwoTenants_ShowsNeitherTheOthersRows()
    {
        var (leaks, own) = await RunAsync(_platform.Database, Operations);

        Assert.Empty(leaks);
        Assert.True(own > Operations / 4, $"Only {own} answers held anything.");
        await AssertEveryTableWasUsedAsync();
        await AssertRowSecurityHoldsAsync();
    }

    [Fact]
    public async Task Traffic_WithoutTheApplicationsCheck_IsKeptApartByRowSecurityAlone()
    {
        var open = new UncheckedDatabase(_platform.Database);

        var (leaks, own) = await RunAsync(open, Operations);

        Assert.Empty(leaks);
        Assert.True(own > Operations / 4, $"Only {own} answers held anything.");
        Assert.True(open.Removed > Operations, $"Only {open.Removed} predicates were removed.");
    }

    /// <summary>Proves that the traffic would show a leak: it does as soon as row security is off as well.</summary>
    [Fact]
    public async Task Traffic_WithoutTheApplicationsCheckAndWithoutRowSecurity_Leaks()
    {
        foreach (var table in await TenantTablesAsync())
        {
            await PostgresServer.ExecuteAsync(_platform.AdminConnectionString, $"ALTER TABLE agentcluster.{table} DISABLE ROW LEVEL SECURITY");
        }

        // One after the other: writers that change each other's rows may lock each other out.
        var database = new UncheckedDatabase(_platform.Database);
        await RunAsync(new TenantTraffic(database, Tenants[0], 0), Tenants[0], 100);
        var (leaks, _) = await RunAsync(new TenantTraffic(database, Tenants[1], 1), Tenants[1], 100);

        Assert.NotEmpty(leaks);
    }

    private static async Task<(IReadOnlyCollection<string> Leaks, int Own)> RunAsync(IPlatformDatabase database, int operations)
    {
        var runs = await Task.WhenAll(
            from tenant in Tenants
            from writer in Enumerable.Range(0, Writers)
            select Task.Run(() => RunAsync(new TenantTraffic(database, tenant, (Array.IndexOf(Tenants, tenant) * 100) + writer), tenant, operations / Tenants.Length / Writers)));
        return ([.. runs.SelectMany(run => run.Leaks)], runs.Sum(run => run.Own));
    }

    private static async Task<(List<string> Leaks, int Own)> RunAsync(TenantTraffic traffic, string tenant, int operations)
    {
        var (leaks, own) = (new List<string>(), 0);
        await foreach (var answer in traffic.RunAsync(operations))
        {
            own += answer.Contains(tenant, StringComparison.Ordinal) ? 1 : 0;
            if (Tenants.Any(other => other != tenant && answer.Contains(other, StringComparison.Ordinal)))
            {
                leaks.Add($"{tenant}: {answer}");
            }
        }

        return (leaks, own);
    }

    private async Task AssertEveryTableWasUsedAsync()
    {
        foreach (var table in await TenantTablesAsync())
        {
            var seen = await QueryAsync(_platform.AdminConnectionString, $"SELECT DISTINCT tenant FROM agentcluster.{table} WHERE tenant IN ('alder', 'birch') ORDER BY 1");
            Assert.True(seen.SequenceEqual(Tenants), $"The traffic does not reach table {table}.");
        }
    }

    /// <summary>As the silo's login, by statements without any predicate, over every table that has tenants.</summary>
    private async Task AssertRowSecurityHoldsAsync()
    {
        foreach (var table in await TenantTablesAsync())
        {
            Assert.Equal("0", Assert.Single(await SiloAsync(null, $"SELECT count(tenant) FROM {table}")));
            Assert.Equal(["alder"], await SiloAsync("alder", $"SELECT DISTINCT tenant FROM {table}"));
            if (table is "api_key" or "agent_execution_log")
            {
                // The login may neither delete keys nor give them to others (PostgresTenancyStoreTests), and never changes the log.
                continue;
            }

            var own = Assert.Single(await SiloAsync("alder", $"SELECT count(*) FROM {table}"));
            Assert.Equal(own, Assert.Single(await SiloAsync("alder", $"WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone")));
            var taken = await Assert.ThrowsAsync<PostgresException>(() => SiloAsync("alder", $"UPDATE {table} SET tenant = 'birch'"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, taken.SqlState);
        }

        Assert.Empty(await QueryAsync(
            _platform.AdminConnectionString,
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant'
             WHERE c.relnamespace = 'agentcluster'::regnamespace AND c.relkind = 'r'
               AND NOT (c.relrowsecurity AND (c.relforcerowsecurity OR c.relname = 'api_key'))
            """));
    }

    private Task<List<string>> TenantTablesAsync() => QueryAsync(
        _platform.AdminConnectionString,
        """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant'
         WHERE c.relnamespace = 'agentcluster'::regnamespace AND c.relkind = 'r' ORDER BY 1
        """);

    /// <summary>Runs a statement as the silo's login and rolls it back.</summary>
    private async Task<List<string>> SiloAsync(string? tenant, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_platform.SiloConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (tenant is not null)
        {
            await using var name = new NpgsqlCommand("SELECT set_config('agentcluster.tenant', $1, true)", connection) { Parameters = { new() { Value = tenant } } };
            await name.ExecuteNonQueryAsync();
        }

        return await ReadAsync(connection, sql);
    }

    private static async Task<List<string>> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        return await ReadAsync(connection, sql);
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return rows;
    }
}
