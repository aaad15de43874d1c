using AgentCluster.Discovery;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Grains.Tests.Discovery.Sqlite;

public sealed class SqliteCatalogReaderTests
{
    [Fact]
    public void Geography_Read_CountsEqualTheDatabaseItself()
    {
        var catalog = SourceFile.Geography();
        using var connection = new SqliteConnection($"Data Source={TestData.PathOf("geography.sqlite")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        var names = connection.Query(r => r.GetString(0), "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");

        Assert.Equal(names, catalog.Tables.Select(t => t.Name));
        foreach (var table in catalog.Tables)
        {
            Assert.Equal(connection.Query(r => r.GetInt64(0), $"SELECT count(*) FROM \"{table.Name}\"")[0], table.RowCount);
            foreach (var column in table.Columns)
            {
                var distinct = connection.Query(r => r.GetInt64(0), $"SELECT count(DISTINCT \"{column.Name}\") FROM \"{table.Name}\"")[0];
                Assert.Equal(distinct, column.Profile!.Distinct);
            }
        }
    }

    [Fact]
    public void ForeignKey_Composite_IsPairedInOrder()
    {
        using var file = new SourceFile("""
            CREATE TABLE parent (x INT, y INT, z INT, PRIMARY KEY (y, x));
            CREATE TABLE child (a INT, b INT, c INT REFERENCES Other, FOREIGN KEY (b, a) REFERENCES PARENT (Y, X) ON DELETE CASCADE);
            CREATE TABLE implied (p INT, q INT, FOREIGN KEY (p, q) REFERENCES parent);
            CREATE TABLE other (id INTEGER PRIMARY KEY);
            """);

        var catalog = file.Read();

        Assert.Equal(["y", "x"], catalog.Table("parent")!.PrimaryKey.AsEnumerable());
        Assert.Equal(
            ["child(c)->other(id) no action", "child(b,a)->parent(y,x) cascade", "implied(p,q)->parent(y,x) no action"],
            catalog.Relationships.Select(r => $"{r.FromTable}({string.Join(',', r.FromColumns)})->{r.ToTable}({string.Join(',', r.ToColumns)}) {r.OnDelete}"));
    }

    [Fact]
    public void ForeignKey_ToMissingOrHiddenTable_IsLeftOut()
    {
        using var file = new SourceFile("""
            CREATE TABLE a (id INTEGER PRIMARY KEY, gone INT REFERENCES nowhere(id), secret INT REFERENCES b(id));
            CREATE TABLE b (id INTEGER PRIMARY KEY);
            """);

        var catalog = file.Read(name => name != "main.b");

        Assert.Equal(["a"], catalog.Tables.Select(t => t.Name));
        Assert.Empty(catalog.Relationships);
    }

    [Fact]
    public void Names_WithBlanksQuotesAndUnicode_AreReadAndProfiled()
    {
        using var file = new SourceFile("""
            CREATE TABLE "odd ""name"" of Straße" ("select" TEXT, "日本 語" INT, "it's;--" REAL);
            INSERT INTO "odd ""name"" of Straße" VALUES ('ä', 7, 1.5);
            """);

        var table = Assert.Single(file.Read().Tables);

        Assert.Equal("odd \"name\" of Straße", table.Name);
        Assert.Equal(["select", "日本 語", "it's;--"], table.Columns.Select(c => c.Name));
        Assert.Equal("7", table.Columns[1].Profile!.Max);
        Assert.Equal("ä", Assert.Single(table.Columns[0].Profile!.Values).Value);
    }

    [Fact]
    public void Columns_GeneratedDefaultAndRequired_AreTold()
    {
        using var file = new SourceFile("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, a INT NOT NULL DEFAULT (1 + 1), v INT AS (a * 2), s TEXT GENERATED ALWAYS AS (a || '!') STORED);
            CREATE TABLE w (k TEXT, n INT, PRIMARY KEY (k)) WITHOUT ROWID;
            CREATE TABLE loose (k TEXT PRIMARY KEY);
            INSERT INTO t (a) VALUES (3); INSERT INTO w VALUES ('x', 1);
            """);

        var catalog = file.Read();
        var table = catalog.Table("t")!;

        Assert.Equal([false, false, true, true], table.Columns.Select(c => c.Generated));
        Assert.Equal([false, false, true, true], table.Columns.Select(c => c.Nullable));
        Assert.Equal("1 + 1", table.Column("a")!.Default);
        Assert.Equal("6", table.Column("v")!.Profile!.Max);
        Assert.False(catalog.Table("w")!.Column("k")!.Nullable);
        Assert.True(catalog.Table("loose")!.Column("k")!.Nullable);
        Assert.Equal(1, catalog.Table("w")!.RowCount);
    }

    [Fact]
    public void InternalTables_ShadowTablesAndLedger_AreHidden()
    {
        using var file = new SourceFile("""
            CREATE VIRTUAL TABLE notes USING fts5(title, body);
            CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT);
            CREATE TABLE agentcluster_ledger (action_id TEXT PRIMARY KEY);
            INSERT INTO notes VALUES ('Minutes', 'what was said'); INSERT INTO counted DEFAULT VALUES; ANALYZE;
            """);

        var catalog = file.Read();

        Assert.Equal(["counted", "notes"], catalog.Tables.Select(t => t.Name));
        Assert.Equal(["title", "body"], catalog.Table("notes")!.Columns.Select(c => c.Name));
    }

    [Fact]
    public void IndexesTriggersAndViews_AreRead()
    {
        using var file = new SourceFile("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, a INT UNIQUE, b TEXT);
            CREATE INDEX t_b ON t (b DESC, lower(b)) WHERE b IS NOT NULL;
            CREATE TRIGGER t_insert AFTER INSERT ON t BEGIN SELECT 1; END;
            CREATE VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a;
            INSERT INTO t VALUES (1, 10, 'x'), (2, 20, 'y');
            """);

        var catalog = file.Read();
        var table = catalog.Table("t")!;
        var view = catalog.Table("v")!;

        Assert.Equal(["sqlite_autoindex_t_1 a True False", "t_b b, False True"], table.Indexes.Select(i => $"{i.Name} {string.Join(',', i.Columns)} {i.Unique} {i.Partial}"));
        Assert.Equal("t_insert", Assert.Single(table.Triggers).Name);
        Assert.True(view.IsView);
        Assert.Null(view.RowCount);
        Assert.StartsWith("CREATE VIEW v", view.Definition, StringComparison.Ordinal);
        Assert.Equal(LogicalType.Integer, view.Column("n")!.Type);
        Assert.Equal("20", view.Column("a")!.Profile!.Max);
    }

    [Fact]
    public void View_OverADroppedTable_StaysWithoutColumns()
    {
        using var file = new SourceFile("CREATE TABLE t (a INT); CREATE TABLE u (b INT); CREATE VIEW v AS SELECT a FROM t; DROP TABLE t;");

        var catalog = file.Read();

        Assert.Equal(["u", "v"], catalog.Tables.Select(t => t.Name));
        Assert.Empty(catalog.Table("v")!.Columns);
        Assert.Equal("b", Assert.Single(catalog.Table("u")!.Columns).Name);
    }

    [Fact]
    public void View_ThatNeverEnds_IsLeftUnprofiled()
    {
        using var file = new SourceFile("CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS total FROM n");

        var view = Assert.Single(file.Read().Tables);

        Assert.Null(Assert.Single(view.Columns).Profile);
    }

    [Fact]
    public void Table_ThatNeedsAFunctionOfItsApplication_IsLeftUnprofiled()
    {
        using var file = new SourceFile("CREATE TABLE sound (a INT); INSERT INTO sound VALUES (1);");
        file.Connection.CreateFunction("only_here", (long x) => x + 1, isDeterministic: true);
        file.Execute("CREATE TABLE odd (a INT, b INT AS (only_here(a))); INSERT INTO odd (a) VALUES (1);");
        file.Connection.CreateFunction("only_here", (Func<long, long>?)null);

        var catalog = file.Read();

        Assert.All(catalog.Table("odd")!.Columns, c => Assert.Null(c.Profile));
        Assert.Equal(1, catalog.Table("sound")!.RowCount);
    }

    [Fact]
    public void Read_Cancelled_Throws()
    {
        using var file = new SourceFile("CREATE TABLE t (a INT)");

        Assert.ThrowsAny<OperationCanceledException>(() => file.Read(cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void LargeTable_IsSampledOverItsWholeLengthTheSameWayEachTime()
    {
        using var file = new SourceFile("""
            CREATE TABLE big (id INTEGER PRIMARY KEY, kind TEXT);
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 250000) INSERT INTO big SELECT x, CASE x % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END FROM n;
            """);

        var first = file.Read();
        var id = first.Table("big")!.Column("id")!.Profile!;

        Assert.Equal(250_000, first.Table("big")!.RowCount);
        Assert.InRange(id.SampledRows, 80_000, 100_000);
        Assert.InRange(long.Parse(id.Max!, System.Globalization.CultureInfo.InvariantCulture), 249_000, 250_000);
        Assert.Equal(["a", "b", "c"], first.Table("big")!.Column("kind")!.Profile!.Values.Select(v => v.Value).Order());
        Assert.Equal(first.Version, file.Read().Version);
    }
}
