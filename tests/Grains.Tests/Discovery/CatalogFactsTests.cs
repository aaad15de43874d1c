using AgentCluster.Discovery;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class CatalogFactsTests
{
    private const string Schema = """
        CREATE TABLE maker (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE thing (id INTEGER PRIMARY KEY, maker_id INT REFERENCES maker(id), state TEXT, made_on DATE, weight REAL);
        CREATE VIEW heavy AS SELECT id FROM thing WHERE weight > 10;
        INSERT INTO maker VALUES (1, 'Anvil Works'), (2, 'Bolt & Sons');
        INSERT INTO thing VALUES (1, 1, 'new', '2024-01-05', 2.5), (2, 1, 'new', '2024-03-01', 12), (3, 2, 'old', '2023-12-31', 7), (4, 2, 'old', '2024-02-02', 7);
        """;

    [Fact]
    public void Facts_OfASmallDatabase_SayWhatIsThere()
    {
        using var file = new SourceFile(Schema);

        var facts = CatalogFacts.Of(file.Read());

        Assert.Equal(
            [
                "schema_fact: View heavy has columns id integer.",
                "schema_fact: Table maker has columns id integer primary key, name text.",
                "value_set: Values of maker.name: 'Anvil Works', 'Bolt & Sons'.",
                "data_pattern: Table maker has about 2 rows.",
                "schema_fact: Table thing has columns id integer primary key, maker_id integer references maker.id, state text, made_on date, weight number.",
                "value_set: Values of thing.state: 'new', 'old'.",
                "data_pattern: Table thing has about 4 rows; made_on from 2023 to 2024; weight from 2.5 to 12.",
                "relationship: thing belongs to maker: join on thing.maker_id = maker.id.",
            ],
            facts.Select(f => $"{f.Kind}: {f.Content}"));
    }

    [Fact]
    public void Facts_OfStoredValues_AreUntrustedAndStructureIsSystem()
    {
        using var file = new SourceFile(Schema);

        Assert.All(CatalogFacts.Of(file.Read()), f => Assert.Equal(f.Kind == MemoryKinds.ValueSet ? MemoryTrust.Untrusted : MemoryTrust.System, f.Trust));
    }

    [Fact]
    public void Facts_DependOnTheirObjects_WithFingerprints()
    {
        using var file = new SourceFile(Schema);
        var catalog = file.Read();
        var facts = CatalogFacts.Of(catalog);

        var relationship = Assert.Single(facts, f => f.Kind == MemoryKinds.Relationship);
        Assert.Equal(["default:main.thing.maker_id", "default:main.maker.id"], relationship.DependsOn.Select(d => d.Object));
        var structure = Assert.Single(facts, f => f.Kind == MemoryKinds.SchemaFact && f.Subject == "thing");
        Assert.Equal(catalog.Table("thing")!.Fingerprint, Assert.Single(structure.DependsOn).Fingerprint);
        Assert.All(facts.SelectMany(f => f.DependsOn), d => Assert.NotEmpty(d.Fingerprint));
    }

    [Fact]
    public void Facts_UniqueKeys_AreUniqueWithinAKindAndTheSameNextTime()
    {
        using var file = new SourceFile(Schema);
        var first = CatalogFacts.Of(file.Read());
        file.Execute("INSERT INTO thing VALUES (5, 2, 'new', '2025-01-01', 1)");
        var second = CatalogFacts.Of(file.Read());

        Assert.Equal(first.Length, first.Select(f => (f.Kind, f.UniqueKey)).Distinct().Count());
        Assert.Equal(first.Select(f => (f.Kind, f.UniqueKey)), second.Select(f => (f.Kind, f.UniqueKey)));
        Assert.Equal(first.Where(f => f.Kind != MemoryKinds.DataPattern).Select(f => f.Content), second.Where(f => f.Kind != MemoryKinds.DataPattern).Select(f => f.Content));
    }

    [Fact]
    public void Facts_WhenRowsGoOnArriving_StayTheSame()
    {
        using var file = new SourceFile("""
            CREATE TABLE entry (id INTEGER PRIMARY KEY, made_on DATE, amount REAL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO entry SELECT i, date('2024-01-01', (i / 5) || ' days'), 10.5 + i % 89 FROM n;
            """);
        var first = CatalogFacts.Of(file.Read());
        file.Execute("INSERT INTO entry (made_on, amount) VALUES ('2024-10-01', 10.25), ('2024-10-02', 98.75)");

        Assert.Equal(first.Select(f => f.Content), CatalogFacts.Of(file.Read()).Select(f => f.Content));
    }

    [Fact]
    public void Facts_OfAVeryWideTable_AreBounded()
    {
        using var file = new SourceFile($"CREATE TABLE wide ({string.Join(", ", Enumerable.Range(0, 1500).Select(i => $"a_rather_long_column_name_{i} TEXT"))})");

        Assert.All(CatalogFacts.Of(file.Read()), f => Assert.InRange(f.Content.Length, 1, 16_000));
    }
}
