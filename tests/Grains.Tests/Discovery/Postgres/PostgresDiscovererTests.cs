using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Discovery.Postgres;

[Trait("Category", "PostgresSource")]
public sealed class PostgresDiscovererTests : IAsyncLifetime
{
    private PostgresSourceDatabase _database = null!;
    private DiscoveryHost _host = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresSourceDatabase.CreateAsync(Brewery.Script, Brewery.Cellar);
        _host = new DiscoveryHost(options =>
        {
            options.Sources["default"] = Source(_database.Login(PostgresSourceDatabase.Reader));
            options.Sources["structure"] = Source(null);
            options.Sources["unsafe"] = Source(_database.AdminConnectionString);
            options.Sources["missing"] = new() { Provider = SourceProvider.Postgres, ConnectionString = _database.Login("nobody_at_all") };
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Run_First_KeepsCatalogCountsAndMemories()
    {
        var run = await _host.RunAsync();

        Assert.True(run.Succeeded, run.Problem?.Message);
        var summary = run.Value.Summary;
        Assert.Equal((2, 4, 2, 3, 3, 1, 1), (summary.Schemas, summary.Tables, summary.Views, summary.Functions, summary.Relationships, summary.Enums, summary.Policies));
        await _host.RestartAsync();
        var stored = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;
        Assert.Equal(summary.Fingerprint, stored.Fingerprint);
        Assert.Equal((3, 1, 1), (stored.Functions.Length, stored.Enums.Length, stored.Domains.Length));
        var memories = await _host.ActiveAsync();
        Assert.Contains(memories, m => m.Kind == MemoryKinds.SchemaFact && m.Subject == "cellar.hop");
        Assert.Contains(memories, m => m.Kind == MemoryKinds.ValueSet && m.Subject == "brew.stage" && m.Content.Contains("'bottle'", StringComparison.Ordinal));
        Assert.Contains(memories, m => m.Trust == MemoryTrust.Untrusted && m.Content.Contains("Hops in stock", StringComparison.Ordinal));
        Assert.Contains(memories, m => m.Content.StartsWith("The function public.strength(gravity numeric", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_First_TellsWhatRowsDidLately()
    {
        await _host.RunAsync();

        var pattern = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!.Table("brew")!.Recent!;

        Assert.Equal(("started_at", "2025-10-27"), (pattern.Column, pattern.LastArrival[..10]));
        Assert.Equal(7, pattern.Typical);
    }

    [Fact]
    public async Task Run_AfterChanges_ListsThemAndMarksExactlyTheDependantsStale()
    {
        await _host.RunAsync();
        var catalog = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;
        var kept = await ExampleAsync(catalog.Table("hop")!, "SELECT name FROM hop");
        var broken = await ExampleAsync(catalog.Table("cellar.hop")!, "SELECT shelf FROM cellar.hop");
        await _database.ExecuteAsync(
            """
            DROP POLICY own_shelf ON cellar.hop;
            ALTER TABLE cellar.hop ALTER COLUMN shelf TYPE varchar(9);
            ALTER TYPE brew_stage ADD VALUE 'sold';
            CREATE OR REPLACE FUNCTION strength(gravity numeric, attenuation numeric DEFAULT 0.8) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT gravity * attenuation * 0.53';
            """);

        var run = await _host.RunAsync();

        Assert.Equal(
            [
                "cellar.hop changed policy own_shelf removed",
                "cellar.hop.shelf changed shelf text became shelf character varying(9)",
                "public.brew_stage changed enum (mash, boil, ferment, bottle) became (mash, boil, ferment, bottle, sold)",
                "public.strength(numeric, numeric) changed function body changed",
            ],
            run.Value!.Changes.Select(c => $"{c.Object} {c.Kind} {c.Detail}").Order(StringComparer.Ordinal));
        Assert.Equal(MemoryStatus.Active, (await _host.Memories.GetAsync("local", kept)).Value!.Status);
        Assert.Equal(MemoryStatus.Stale, (await _host.Memories.GetAsync("local", broken)).Value!.Status);
    }

    [Fact]
    public async Task Run_AfterAPartitionCame_ChangesNothing()
    {
        await _host.RunAsync();
        await _database.ExecuteAsync("CREATE TABLE tasting_2027 PARTITION OF tasting FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')");

        var run = await _host.RunAsync();

        Assert.Empty(run.Value!.Changes);
        Assert.Equal(3, (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!.Table("tasting")!.Partitions.Length);
    }

    [Theory]
    [InlineData("structure")]
    [InlineData("unsafe")]
    public async Task Run_WithoutASafeReadingLogin_ReadsNoRows(string source)
    {
        var key = new SourceKey("local", source);

        Assert.True((await _host.RunAsync(key)).Succeeded);

        var hop = (await _host.Cache.GetAsync(key)).Value!.Table("hop")!;
        Assert.Equal(4, hop.Columns.Length);
        Assert.All(hop.Columns, column => Assert.Null(column.Profile));
    }

    [Fact]
    public async Task Run_DeniedTableBehindAViewAParentOrAPartition_ShowsNoneOfItsRows()
    {
        await _database.ExecuteAsync(
            $"""
            CREATE TABLE formula (code text);
            CREATE TABLE secret_formula () INHERITS (formula);
            INSERT INTO formula VALUES ('open'), ('open');
            INSERT INTO secret_formula VALUES ('hidden'), ('hidden');
            CREATE VIEW formulas AS SELECT code FROM secret_formula;
            CREATE TABLE batch (code text) PARTITION BY LIST (code);
            CREATE TABLE secret_batch PARTITION OF batch FOR VALUES IN ('hidden');
            INSERT INTO batch VALUES ('hidden'), ('hidden');
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO {PostgresSourceDatabase.Reader};
            """);

        await _host.RunAsync();

        var catalog = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;
        Assert.Equal(["open"], catalog.Table("formula")!.Columns[0].Profile!.Values.Select(v => v.Value));
        Assert.Null(catalog.Table("formulas")!.Columns[0].Profile);
        Assert.Null(catalog.Table("batch")!.Columns[0].Profile);
        Assert.Null(catalog.Table("secret_formula"));
    }

    [Fact]
    public async Task Run_ServerThatRefuses_IsAProblem() =>
        Assert.Equal("sourceUnavailable", (await _host.RunAsync(new SourceKey("local", "missing"))).Problem?.Code);

    private ConfiguredSource Source(string? reading) => new()
    {
        Provider = SourceProvider.Postgres,
        ConnectionString = _database.Login(PostgresSourceDatabase.Inspector),
        ReadConnectionString = reading,
        DeniedObjects = { "*.secret*" },
    };

    private async Task<string> ExampleAsync(CatalogTable table, string sql)
    {
        var stored = await _host.Memories.StoreAsync("local", [new MemoryDraft
        {
            Source = "default",
            Kind = MemoryKinds.SqlExample,
            Subject = sql,
            Content = sql,
            Provenance = "test",
            DependsOn = [new MemoryDependency { Object = CatalogNames.Dependency("default", table), Fingerprint = table.Fingerprint }],
        }]);
        return stored[0].Id!;
    }
}
