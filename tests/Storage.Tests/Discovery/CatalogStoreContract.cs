using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Discovery;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Execution;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Storage.Tests.Discovery;

/// <summary>What every backend of the catalog promises.</summary>
public abstract class CatalogStoreContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly SourceKey Key = new("local", "default");

    [Fact]
    public async Task Load_NeverSaved_IsNull() => Assert.Null(await Store().LoadAsync(Key, CancellationToken.None));

    [Fact]
    public async Task Catalog_SavedAndReopened_IsTheSame()
    {
        var catalog = await GeographyAsync();
        catalog = catalog with
        {
            Relationships =
            [
                new CatalogRelationship { FromTable = "city", FromColumns = ["state_name"], ToTable = "state", ToColumns = ["state_name"], Declared = false, Confidence = 0.95, Evidence = "all" },
                new CatalogRelationship { FromTable = "city", FromColumns = ["state_name"], ToTable = "state", ToColumns = ["state_name"], OnDelete = "cascade" },
            ],
        };
        await Store().SaveAsync(Key, catalog, [], CancellationToken.None);
        await Platform.ReopenAsync();

        var loaded = await Store().LoadAsync(Key, CancellationToken.None);

        Assert.Equal(JsonSerializer.Serialize(catalog), JsonSerializer.Serialize(loaded));
    }

    [Fact]
    public async Task Catalog_WithoutTables_IsStillDiscovered()
    {
        var empty = new Catalog { Source = "default", Dialect = "sqlite", Fingerprint = "f", Version = "v" };
        await Store().SaveAsync(Key, empty, [], CancellationToken.None);

        var loaded = await Store().LoadAsync(Key, CancellationToken.None);

        Assert.Equal("v", loaded!.Version);
        Assert.Empty(loaded.Tables);
    }

    [Fact]
    public async Task Save_Again_LeavesOnlyWhatIsThereNow()
    {
        var catalog = await GeographyAsync();
        await Store().SaveAsync(Key, catalog, [], CancellationToken.None);
        await Store().SaveAsync(Key, catalog with { Tables = [.. catalog.Tables.Skip(3)], Version = "next" }, [], CancellationToken.None);

        var loaded = await Store().LoadAsync(Key, CancellationToken.None);

        Assert.Equal("next", loaded!.Version);
        Assert.Equal(catalog.Tables.Skip(3).Select(t => t.Name), loaded.Tables.Select(t => t.Name));
    }

    [Fact]
    public async Task Catalogs_OfOtherTenantsAndSources_AreApart()
    {
        var catalog = await GeographyAsync();
        await Store().SaveAsync(Key, catalog, [Change(1, "a")], CancellationToken.None);
        foreach (var other in new[] { new SourceKey("other", "default"), new SourceKey("local", "second") })
        {
            Assert.Null(await Store().LoadAsync(other, CancellationToken.None));
            Assert.Empty(await Store().ChangesAsync(other, null, CancellationToken.None));
            await Store().SaveAsync(other, catalog with { Tables = [] }, [], CancellationToken.None);
        }

        Assert.Equal(catalog.Tables.Length, (await Store().LoadAsync(Key, CancellationToken.None))!.Tables.Length);
    }

    [Fact]
    public async Task Changes_AreKeptNewestFirstAndFilteredByTime()
    {
        var catalog = await GeographyAsync();
        await Store().SaveAsync(Key, catalog, [Change(1, "a"), Change(1, "b")], CancellationToken.None);
        await Store().SaveAsync(Key, catalog, [Change(2, "c")], CancellationToken.None);

        Assert.Equal(["c", "a", "b"], (await Store().ChangesAsync(Key, null, CancellationToken.None)).Select(c => c.Object));
        Assert.Equal(["c"], (await Store().ChangesAsync(Key, Change(2, "").At, CancellationToken.None)).Select(c => c.Object));
    }

    [Fact]
    public async Task Changes_BeyondAThousand_AreCutToTheNewest()
    {
        var changes = Enumerable.Range(0, 1_200).Select(i => Change(1, $"old{i}")).ToImmutableArray();
        await Store().SaveAsync(Key, await GeographyAsync(), changes, CancellationToken.None);
        await Store().SaveAsync(Key, await GeographyAsync(), [Change(2, "new")], CancellationToken.None);

        var read = await Store().ChangesAsync(Key, null, CancellationToken.None);

        Assert.Equal(1_000, read.Length);
        Assert.Equal("new", read[0].Object);
    }

    private static CatalogChange Change(int hour, string name) =>
        new() { At = new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero), Object = name, Kind = "changed", Detail = "d" };

    private static async Task<Catalog> GeographyAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={TestData.PathOf("geography.sqlite")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        var catalog = await new SqliteCatalogReader(TimeProvider.System).ReadAsync(connection, new("default", _ => true), CancellationToken.None);
        return catalog with { DiscoveredAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
    }

    private CatalogStore Store() => new(Database);
}
