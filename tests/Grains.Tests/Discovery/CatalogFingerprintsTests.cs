using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class CatalogFingerprintsTests
{
    private const string Schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE other (id INTEGER PRIMARY KEY, t_id INT REFERENCES t); CREATE VIEW v AS SELECT a FROM t;";

    [Fact]
    public void Fingerprint_DataChanged_StaysWhileVersionChanges()
    {
        using var file = new SourceFile(Schema);
        var before = file.Read();
        file.Execute("INSERT INTO t (a) VALUES ('x'), ('2024-01-01')");

        var after = file.Read();

        Assert.Equal(before.Fingerprint, after.Fingerprint);
        Assert.Equal(before.Table("t")!.Fingerprint, after.Table("t")!.Fingerprint);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(16, after.Fingerprint.Length);
    }

    [Fact]
    public void Version_NothingChanged_Stays()
    {
        using var file = new SourceFile(Schema);

        Assert.Equal(file.Read().Version, file.Read().Version);
    }

    [Theory]
    [InlineData("ALTER TABLE t ADD COLUMN b INT")]
    [InlineData("ALTER TABLE t RENAME COLUMN a TO c; ")]
    [InlineData("CREATE UNIQUE INDEX t_a ON t (a)")]
    [InlineData("CREATE TRIGGER t_i AFTER INSERT ON t BEGIN SELECT 1; END")]
    [InlineData("DROP VIEW v; DROP TABLE other; DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x'); CREATE TABLE other (id INTEGER PRIMARY KEY, t_id INT REFERENCES t)")]
    [InlineData("DROP VIEW v; DROP TABLE other; DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL); CREATE TABLE other (id INTEGER PRIMARY KEY, t_id INT REFERENCES t)")]
    public void Fingerprint_StructureChanged_ChangesForThatTableOnly(string change)
    {
        using var file = new SourceFile(Schema);
        var before = file.Read();
        file.Execute(change);

        var after = file.Read();

        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
        Assert.NotEqual(before.Table("t")!.Fingerprint, after.Table("t")!.Fingerprint);
        Assert.Equal(before.Table("other")!.Fingerprint, after.Table("other")!.Fingerprint);
    }

    [Fact]
    public void Fingerprint_ForeignKeyAdded_ChangesForTheReferencingTable()
    {
        using var with = new SourceFile(Schema);
        using var without = new SourceFile(Schema.Replace(" REFERENCES t", "", StringComparison.Ordinal));

        Assert.NotEqual(with.Read().Table("other")!.Fingerprint, without.Read().Table("other")!.Fingerprint);
        Assert.Equal(with.Read().Table("t")!.Fingerprint, without.Read().Table("t")!.Fingerprint);
    }
}
