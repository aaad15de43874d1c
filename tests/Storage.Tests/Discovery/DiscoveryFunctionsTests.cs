using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Discovery;

/// <summary>The SQL functions by which people see at psql what discovery found.</summary>
public sealed class DiscoveryFunctionsTests : IAsyncLifetime
{
    private static readonly Catalog Shop = new()
    {
        Source = "default",
        Dialect = "postgresql",
        Fingerprint = "f",
        Version = "v",
        DiscoveredAt = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
        Tables =
        [
            new()
            {
                Schema = "public",
                Name = "orders",
                RowCount = 42,
                PrimaryKey = ["id"],
                Comment = "what was \0 ordered",
                Fingerprint = "t1",
                Columns = [new() { Name = "id", DeclaredType = "bigint" }, new() { Name = "note" }],
                Recent = new()
                {
                    Column = "ordered_at",
                    Period = PatternPeriod.Day,
                    Volumes = [new() { Start = new(2026, 2, 27), Count = 3 }, new() { Start = new(2026, 2, 28), Count = 5 }],
                    Typical = 4,
                    LastArrival = "2026-02-28 12:00:00+00",
                    Trend = new() { Direction = TrendDirection.Steady, ChangePerPeriod = 0, Significance = 0 },
                    Sentence = "About 4 a day.",
                },
            },
            new() { Schema = "public", Name = "open_orders", Kind = CatalogTableKind.View, Fingerprint = "t2" },
        ],
        Relationships =
        [
            new() { FromTable = "orders", FromColumns = ["client_id"], ToTable = "clients", ToColumns = ["id"], Declared = false, Confidence = 0.9, Evidence = "all values" },
        ],
        Functions = [new() { Schema = "public", Name = "total", Arguments = "client bigint", Result = "numeric", Volatility = "stable", Language = "sql", Fingerprint = "f1" }],
    };

    private TestPostgres _postgres = null!;

    public async Task InitializeAsync()
    {
        _postgres = await TestPostgres.CreateAsync();
        await new CatalogStore(_postgres.Database).SaveAsync(new("acme", "default"), Shop, [], default);
        await new CatalogStore(_postgres.Database).SaveAsync(new("local", "default"), Shop with { Tables = [Shop.Tables[1]], Relationships = [], Functions = [] }, [], default);
    }

    public Task DisposeAsync() => _postgres.DisposeAsync().AsTask();

    [Fact]
    public async Task Tables_AreThoseThatDiscoveryFound() => Assert.Equal(
        ["default|public|orders|table|42|{\"id bigint\",note}|{id}|t1|2026-03-01 10:00:00", "default|public|open_orders|view||{}|{}|t2|2026-03-01 10:00:00"],
        await RowsAsync("acme", "SELECT source, schema, name, kind, row_count, columns, primary_key, fingerprint, discovered_at AT TIME ZONE 'UTC' FROM discover_tables()"));

    [Fact]
    public async Task Functions_AreThoseThatDiscoveryFound() => Assert.Equal(
        ["default|public|total|function|client bigint|numeric|stable|f|sql"],
        await RowsAsync("acme", "SELECT source, schema, name, kind, arguments, result, volatility, security_definer, language FROM discover_functions()"));

    [Fact]
    public async Task Relationships_TellWhatInferredOnesRestOn() => Assert.Equal(
        ["default|orders|{client_id}|clients|{id}|f|0.9|all values"],
        await RowsAsync("acme", "SELECT source, from_table, from_columns, to_table, to_columns, declared, confidence, evidence FROM discover_relationships()"));

    [Fact]
    public async Task Patterns_AreThePeriodsSinceAnInstant_NewestFirst()
    {
        const string Columns = "SELECT \"table\", time_column, period_start, rows, typical, pattern FROM";

        Assert.Equal(
            ["orders|ordered_at|2026-02-28|5|4|About 4 a day.", "orders|ordered_at|2026-02-27|3|4|About 4 a day."],
            await RowsAsync("acme", $"{Columns} recent_patterns('2026-02-01')"));
        Assert.Equal(["orders|ordered_at|2026-02-28|5|4|About 4 a day."], await RowsAsync("acme", $"{Columns} recent_patterns('2026-02-28')"));
    }

    [Fact]
    public async Task Rows_AreTheTenantsThatTheSessionNames_AndLocalsWithoutOne()
    {
        Assert.Equal(["open_orders"], await RowsAsync("local", "SELECT name FROM discover_tables()"));
        Assert.Empty(await RowsAsync("nobody", "SELECT name FROM discover_tables()"));

        // Row security, which binds the silo's login, shows nothing before a tenant is named; whoever it does not bind sees local's.
        Assert.Empty(await RowsAsync(null, "SELECT name FROM discover_tables()"));
        Assert.Equal(["open_orders"], await RowsAsync(null, "SELECT name FROM agentcluster.discover_tables()", _postgres.AdminConnectionString));
    }

    [Fact]
    public async Task Function_IsTheCallersAndFindsNothingOfAnotherSchema()
    {
        await PostgresServer.ExecuteAsync(_postgres.AdminConnectionString, "CREATE TABLE public.catalog_object (tenant text); GRANT SELECT ON public.catalog_object TO PUBLIC");

        Assert.Equal(
            ["open_orders"],
            await RowsAsync("local", "SET LOCAL search_path = public, agentcluster; SELECT name FROM discover_tables()"));
        Assert.Equal(
            ["f"],
            await RowsAsync("local", "SELECT DISTINCT prosecdef FROM pg_proc WHERE pronamespace = 'agentcluster'::regnamespace AND (proname LIKE 'discover%' OR proname IN ('recent_patterns', 'current_tenant'))"));
    }

    private async Task<List<string>> RowsAsync(string? tenant, string sql, string? login = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login ?? _postgres.SiloConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"{(tenant is null ? "" : $"SET LOCAL agentcluster.tenant = '{tenant}'; ")}{sql}", connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        }

        return rows;
    }
}
