using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class CatalogDiffTests
{
    private const string Schema = """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INT REFERENCES parent(id), size INT, note TEXT);
        CREATE VIEW names AS SELECT name FROM parent;
        """;

    [Fact]
    public void Between_FirstRun_IsEmpty()
    {
        using var file = new SourceFile(Schema);

        Assert.Empty(CatalogDiff.Between(null, file.Read()));
        Assert.Empty(CatalogDiff.Drift(null, file.Read()));
    }

    [Fact]
    public void Between_OnlyDataChanged_IsEmpty()
    {
        using var file = new SourceFile(Schema);
        var before = file.Read();
        file.Execute("INSERT INTO parent (name) VALUES ('a'), ('b')");

        Assert.Empty(CatalogDiff.Between(before, file.Read()));
        Assert.Empty(CatalogDiff.Drift(before, file.Read()));
    }

    [Fact]
    public void Between_TablesAndColumns_AreNamed()
    {
        using var file = new SourceFile(Schema);
        var before = file.Read();
        file.Execute("""
            CREATE TABLE extra (id INT, word TEXT);
            ALTER TABLE child DROP COLUMN note;
            ALTER TABLE child ADD COLUMN weight REAL;
            DROP VIEW names;
            """);

        Assert.Equal(
            [
                "main.names removed: view with 1 columns removed",
                "main.extra added: table with 2 columns added",
                "main.child.note removed: column TEXT removed",
                "main.child.weight added: column REAL added",
            ],
            Lines(before, file.Read()));
    }

    [Fact]
    public void Between_TypesKeysReferencesIndexesAndViews_AreNamed()
    {
        using var first = new SourceFile(Schema);
        using var second = new SourceFile("""
            CREATE TABLE parent (id INT, name TEXT PRIMARY KEY);
            CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INT, size TEXT NOT NULL DEFAULT 'S', note TEXT);
            CREATE VIEW names AS SELECT upper(name) AS name FROM parent;
            CREATE INDEX child_size ON child (size);
            """);

        var lines = Lines(first.Read(), second.Read()).ToList();

        Assert.Contains("main.child.size changed: size INT became size TEXT not null default 'S'", lines);
        Assert.Contains("main.parent changed: primary key (id) became (name)", lines);
        Assert.Contains("main.names changed: view definition changed", lines);
        Assert.Contains("main.child changed: index child_size added", lines);
        Assert.Contains("main.child changed: relationship child(parent_id) -> parent(id) on delete no action removed", lines);
    }

    [Fact]
    public void Drift_NamesExactlyWhatIsNotAsItWas()
    {
        using var file = new SourceFile(Schema);
        var before = file.Read();
        file.Execute("ALTER TABLE child DROP COLUMN note; DROP VIEW names; CREATE TABLE extra (id INT);");
        var after = file.Read();

        var drift = CatalogDiff.Drift(before, after);

        Assert.Equal(
            ["default:main.child", "default:main.child.note", "default:main.names", "default:main.names.name"],
            drift.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(after.Table("child")!.Fingerprint, drift["default:main.child"]);
        Assert.Null(drift["default:main.child.note"]);
    }

    private static IEnumerable<string> Lines(Catalog before, Catalog after) =>
        CatalogDiff.Between(before, after).Select(c => $"{c.Object} {c.Kind}: {c.Detail}");
}
