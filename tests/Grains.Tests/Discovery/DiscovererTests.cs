using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class DiscovererTests : IAsyncDisposable
{
    private readonly SourceFile _file = new("""
        CREATE TABLE maker (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE thing (id INTEGER PRIMARY KEY, maker_id INT REFERENCES maker(id), state TEXT);
        CREATE TABLE secret_plans (id INTEGER PRIMARY KEY);
        INSERT INTO maker VALUES (1, 'Anvil Works');
        INSERT INTO thing VALUES (1, 1, 'new'), (2, 1, 'old'), (3, 1, 'old'), (4, 1, 'new');
        """);

    private readonly DiscoveryHost _host;

    public DiscovererTests() => _host = new DiscoveryHost(_file.Path);

    [Fact]
    public async Task Run_First_KeepsCatalogAndMemoriesAndListsNoChanges()
    {
        var run = await _host.RunAsync();

        Assert.True(run.Succeeded, run.Problem?.Message);
        Assert.Empty(run.Value.Changes);
        Assert.Equal((2, 1), (run.Value.Summary.Tables, run.Value.Summary.Relationships));
        var catalog = await _host.Cache.GetAsync(DiscoveryHost.Key);
        Assert.Equal(["maker", "thing"], catalog.Value!.Tables.Select(t => t.Name));
        Assert.Contains(await _host.ActiveAsync(), m => m.Kind == MemoryKinds.ValueSet && m.Content.Contains("'new', 'old'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cache_AfterRestart_HasTheCatalogOfTheLastRun()
    {
        await _host.RunAsync();
        var before = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;
        await _host.RestartAsync();

        var after = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;

        Assert.Equal(before.Version, after.Version);
        Assert.Same(after, (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value);
    }

    [Fact]
    public async Task Cache_AfterAnotherProcessKeptACatalog_HasItWithinSeconds()
    {
        await _host.RunAsync();
        var before = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;
        await _host.Store.SaveAsync(DiscoveryHost.Key, before with { Version = "other" }, [], CancellationToken.None);
        Assert.Same(before, (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value);

        _host.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("other", (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!.Version);
    }

    [Fact]
    public async Task Cache_BeforeTheFirstRun_SaysNotDiscovered()
    {
        var catalog = await _host.Cache.GetAsync(DiscoveryHost.Key);

        Assert.Equal(("notDiscovered", ProblemKind.Unavailable), (catalog.Problem?.Code, catalog.Problem?.Kind));
    }

    [Fact]
    public async Task UnknownSource_IsSaidByRunAndCache()
    {
        var key = new SourceKey("local", "nothing");

        Assert.Equal("unknownSource", (await _host.RunAsync(key)).Problem?.Code);
        Assert.Equal("unknownSource", (await _host.Cache.GetAsync(key)).Problem?.Code);
    }

    [Fact]
    public async Task MissingFile_IsAProblemWithItsName()
    {
        var run = await _host.RunAsync(new SourceKey("local", "missing"));

        Assert.Equal(("sourceUnavailable", ProblemKind.Unavailable), (run.Problem?.Code, run.Problem?.Kind));
        Assert.Contains("missing", run.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFile_IsAProblemAndTheLastCatalogStays()
    {
        await _host.RunAsync();
        _file.Connection.Close();
        var bytes = await File.ReadAllBytesAsync(_file.Path);
        Array.Fill(bytes, (byte)0x5a, 100, bytes.Length - 100);
        await File.WriteAllBytesAsync(_file.Path, bytes);

        var run = await _host.RunAsync();

        Assert.Equal("sourceUnavailable", run.Problem?.Code);
        Assert.True((await _host.Cache.GetAsync(DiscoveryHost.Key)).Succeeded);
    }

    [Fact]
    public async Task Run_Again_MergesMemories()
    {
        await _host.RunAsync();
        var before = await _host.ActiveAsync();

        await _host.RunAsync();

        Assert.Equal(before.Select(m => m.Id).Order(), (await _host.ActiveAsync()).Select(m => m.Id).Order());
    }

    [Fact]
    public async Task Run_Again_StoresOnlyFactsThatChanged()
    {
        await _host.RunAsync();
        var fact = (await _host.ActiveAsync()).Single(m => m.Kind == MemoryKinds.SchemaFact && m.Subject == "maker");
        await _host.Memories.RetireAsync("local", fact.Id);

        await _host.RunAsync();
        Assert.DoesNotContain(await _host.ActiveAsync(), m => m.Kind == MemoryKinds.SchemaFact && m.Subject == "maker");

        _file.Execute("ALTER TABLE maker ADD COLUMN town TEXT");
        await _host.RunAsync();
        Assert.Contains(await _host.ActiveAsync(), m => m.Kind == MemoryKinds.SchemaFact && m.Content.Contains("town", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AfterAnotherProcessKeptACatalog_StoresEveryFact()
    {
        await _host.RunAsync();
        var fact = (await _host.ActiveAsync()).Single(m => m.Kind == MemoryKinds.SchemaFact && m.Subject == "maker");
        await _host.Store.SaveAsync(DiscoveryHost.Key, (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value! with { Version = "other" }, [], CancellationToken.None);
        await _host.Memories.RetireAsync("local", fact.Id);

        await _host.RunAsync();

        Assert.Contains(await _host.ActiveAsync(), m => m.Kind == MemoryKinds.SchemaFact && m.Subject == "maker");
    }

    [Fact]
    public async Task Run_AfterAChange_MarksDependantsStaleAndRecordsTheChange()
    {
        await _host.RunAsync();
        var catalog = (await _host.Cache.GetAsync(DiscoveryHost.Key)).Value!;
        var kept = await ExampleAsync(catalog, "maker", "name");
        var broken = await ExampleAsync(catalog, "thing", "state");
        _file.Execute("ALTER TABLE thing RENAME COLUMN state TO condition");

        var run = await _host.RunAsync();

        Assert.Equal(["main.thing.state", "main.thing.condition"], run.Value!.Changes.Select(c => c.Object));
        Assert.Equal(run.Value.Changes.Select(c => c.Detail), (await _host.Store.ChangesAsync(DiscoveryHost.Key, null, CancellationToken.None)).Select(c => c.Detail));
        Assert.Equal(MemoryStatus.Active, (await _host.Memories.GetAsync("local", kept)).Value!.Status);
        Assert.Equal(MemoryStatus.Stale, (await _host.Memories.GetAsync("local", broken)).Value!.Status);
        Assert.Contains(await _host.ActiveAsync(), m => m.Kind == MemoryKinds.SchemaFact && m.Content.Contains("condition", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AfterAnIndexWasAdded_LeavesItsFactsActive()
    {
        await _host.RunAsync();
        _file.Execute("CREATE INDEX thing_state ON thing (state)");

        await _host.RunAsync();

        Assert.Empty(await _host.Memories.StaleAsync("local", "default", 100));
    }

    [Fact]
    public async Task Run_Interrupted_IsAProblemAndNothingIsKept()
    {
        var run = await _host.RunAsync(cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal("discoveryInterrupted", run.Problem?.Code);
        Assert.Null(await _host.Store.LoadAsync(DiscoveryHost.Key, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _file.Dispose();
    }

    private async Task<string> ExampleAsync(Catalog catalog, string table, string column)
    {
        var found = catalog.Table(table)!;
        var stored = await _host.Memories.StoreAsync("local", [new MemoryDraft
        {
            Source = "default",
            Kind = MemoryKinds.SqlExample,
            Subject = $"every {column}",
            Content = $"SELECT {column} FROM {table}",
            Provenance = "test",
            DependsOn =
            [
                new MemoryDependency
                {
                    Object = CatalogNames.Dependency("default", found, found.Column(column)!),
                    Fingerprint = CatalogFingerprints.OfColumn(found, found.Column(column)!),
                },
            ],
        }]);
        return stored[0].Id!;
    }
}
