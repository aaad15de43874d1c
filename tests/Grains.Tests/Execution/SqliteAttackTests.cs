using System.Text;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>Statements thought out against the SQLite inspector.</summary>
public sealed class SqliteAttackTests : IDisposable
{
    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Inspect_Attack_HasTheVerdictExpected()
    {
        var differences = new StringBuilder();
        foreach (var (expected, sql) in SqlCorpus.Attacks(SourceProvider.Sqlite))
        {
            var found = await _bench.InspectAsync(sql);
            if (found.Verdict != expected)
            {
                differences.AppendLine($"{expected} but {found.Verdict}: {sql} ({string.Join(" ", found.Reasons)})");
            }
        }

        Assert.Equal("", differences.ToString());
    }

    [Theory]
    [InlineData("INSERT INTO docs(docs) VALUES ('delete-all')", Verdict.Dangerous)]
    [InlineData("REPLACE INTO parent(id) VALUES (1)", Verdict.Dangerous)]
    [InlineData("UPDATE parent SET id = 2 WHERE id = 1", Verdict.Dangerous)]
    [InlineData("UPDATE \"order details\" SET note = 'a b' WHERE id = 1", Verdict.Write)]
    [InlineData("DELETE FROM \"order details\" WHERE note > '' AND id IN (SELECT * FROM (SELECT 1 UNION SELECT 2) AS \"order\")", Verdict.Write)]
    [InlineData("INSERT INTO docs_data VALUES (1, 'x')", Verdict.Forbidden)]
    [InlineData("DROP TABLE kept", Verdict.Forbidden)]
    [InlineData("INSERT INTO parent(id) SELECT a.id FROM child a, child b WHERE a.parent_id = 1 AND b.parent_id = 1", Verdict.Dangerous)]
    [InlineData("INSERT INTO parent(id) SELECT a.id FROM child a, child b WHERE a.parent_id = 1 AND b.id = 1", Verdict.Write)]
    [InlineData("INSERT INTO parent(id) SELECT 9 FROM child a, parent b WHERE a.parent_id = 1 AND b.code = 'x'", Verdict.Write)]
    [InlineData("DELETE FROM child WHERE parent_id = 1", Verdict.Write)]
    [InlineData("SELECT bm25(docs) FROM docs WHERE docs MATCH 'blue'", Verdict.Read)]
    public async Task Inspect_VirtualTablesCascadesAndNamesWithBlanks_AreJudgedByWhatTheyDo(string sql, Verdict expected)
    {
        _bench.Change(
            """
            CREATE TABLE parent(id INTEGER PRIMARY KEY, code TEXT UNIQUE);
            CREATE TABLE child(id INTEGER PRIMARY KEY, parent_id REFERENCES parent(id) ON DELETE CASCADE ON UPDATE CASCADE);
            CREATE INDEX by_parent ON child(parent_id);
            CREATE TABLE kept(id INTEGER PRIMARY KEY);
            CREATE TABLE agent_tool(id REFERENCES kept(id) ON DELETE CASCADE);
            CREATE TABLE "order details"(id INTEGER PRIMARY KEY, note TEXT);
            CREATE VIRTUAL TABLE docs USING fts5(body);
            """);

        Assert.Equal(expected, (await _bench.InspectAsync(sql)).Verdict);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM a39", true)]
    [InlineData("DELETE FROM orders WHERE id IN (SELECT x FROM a39)", true)]
    [InlineData("SELECT count(*) FROM a5", false)]
    public async Task Inspect_WithQueriesThatDouble_AreRefusedBeforeTheyGrow(string main, bool refused)
    {
        var doubling = string.Concat(Enumerable.Range(1, 39).Select(i => $", a{i} AS (SELECT 1 AS x FROM a{i - 1} l JOIN a{i - 1} r)"));

        var found = await _bench.InspectAsync($"WITH a0 AS (SELECT 1 AS x){doubling} {main}");

        Assert.Equal(refused ? Verdict.Forbidden : Verdict.Read, found.Verdict);
    }

    [Theory]
    [InlineData("UPDATE staff SET id = 999 WHERE id = 1", Verdict.Dangerous)]
    [InlineData("UPDATE staff SET rowid = 999 WHERE id = 1", Verdict.Dangerous)]
    [InlineData("UPDATE OR REPLACE staff SET badge = 'a' WHERE id = 1", Verdict.Dangerous)]
    [InlineData("INSERT OR REPLACE INTO staff(id) VALUES (1)", Verdict.Dangerous)]
    [InlineData("INSERT INTO staff(id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 999", Verdict.Dangerous)]
    [InlineData("DELETE FROM staff WHERE id = 1", Verdict.Dangerous)]
    [InlineData("INSERT INTO swap(id) VALUES (1)", Verdict.Dangerous)]
    [InlineData("INSERT INTO staff(id, boss) VALUES (1, 2)", Verdict.Write)]
    [InlineData("INSERT INTO staff(id) VALUES (1) ON CONFLICT (id) DO UPDATE SET badge = 'a', boss = 2", Verdict.Write)]
    [InlineData("UPDATE staff SET badge = 'a', boss = 2 WHERE id = 1", Verdict.Write)]
    [InlineData("DELETE FROM plain WHERE id = 1", Verdict.Write)]
    public async Task Inspect_ForeignKeyOfATableToItself_IsDangerousWhereItsActionMayRun(string sql, Verdict expected)
    {
        _bench.Change(
            """
            CREATE TABLE staff(id INTEGER PRIMARY KEY, badge TEXT UNIQUE, boss REFERENCES staff ON DELETE SET NULL ON UPDATE CASCADE);
            CREATE TABLE swap(id INTEGER PRIMARY KEY ON CONFLICT REPLACE, twin REFERENCES swap(id) ON DELETE CASCADE);
            CREATE TABLE plain(id INTEGER PRIMARY KEY, up REFERENCES plain(id) ON DELETE RESTRICT, other REFERENCES plain(id));
            """);

        Assert.Equal(expected, (await _bench.InspectAsync(sql)).Verdict);
    }

    [Theory]
    [InlineData("DELETE FROM parts WHERE name > 0 AND name < 9", Verdict.Dangerous)]
    [InlineData("DELETE FROM parts WHERE size > 0 AND size < 9", Verdict.Dangerous)]
    [InlineData("DELETE FROM parts WHERE name LIKE 'a%'", Verdict.Dangerous)]
    [InlineData("DELETE FROM parts WHERE grade > 0 AND grade < 9", Verdict.Write)]
    [InlineData("DELETE FROM parts AS p WHERE p.grade BETWEEN 1 AND 9", Verdict.Write)]
    [InlineData("INSERT INTO parts(grade) SELECT id FROM early", Verdict.Dangerous)]
    [InlineData("WITH d(k) AS MATERIALIZED (SELECT 1) INSERT INTO parts(grade) SELECT a.id FROM aliased a, (SELECT k FROM d) AS e", Verdict.Dangerous)]
    public async Task Inspect_RangesAndNamesOfOtherThings_AreNotTakenForFewRows(string sql, Verdict expected)
    {
        _bench.Change(
            """
            CREATE TABLE parts(id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, size NUMERIC, grade SMALLINT);
            CREATE INDEX by_name ON parts(name);
            CREATE INDEX by_size ON parts(size);
            CREATE INDEX by_grade ON parts(grade, name);
            CREATE VIEW early AS SELECT id FROM orders WHERE id > 0 AND id < 1000000000;
            CREATE VIEW aliased AS SELECT id FROM orders AS d;
            """);

        Assert.Equal(expected, (await _bench.InspectAsync(sql)).Verdict);
    }

    [Theory]
    [InlineData("SELECT * FROM sqlite_stat1", Verdict.Forbidden)]
    [InlineData("SELECT seq FROM sqlite_sequence", Verdict.Forbidden)]
    [InlineData("CREATE VIEW v AS SELECT name FROM sqlite_sequence", Verdict.Forbidden)]
    [InlineData("CREATE TABLE t AS SELECT stat FROM sqlite_stat1", Verdict.Forbidden)]
    [InlineData("SELECT count(*) FROM sqlite_master", Verdict.Read)]
    [InlineData("ANALYZE counted", Verdict.Dangerous)]
    [InlineData("DROP TABLE counted", Verdict.Dangerous)]
    [InlineData("INSERT INTO counted DEFAULT VALUES", Verdict.Write)]
    public async Task Inspect_TablesOfTheEngine_AreReadByTheEngineOnly(string sql, Verdict expected)
    {
        _bench.Change("CREATE TABLE counted(id INTEGER PRIMARY KEY AUTOINCREMENT, n INT UNIQUE); INSERT INTO counted(n) VALUES (7); ANALYZE");

        Assert.Equal(expected, (await _bench.InspectAsync(sql)).Verdict);
    }

    [Theory]
    [InlineData("SELECT a + a + a + a AS a FROM ({0})", 12)]
    [InlineData("SELECT a AS b, \"a\" + 1 + [a] AS a FROM ({0}) AS q", 25)]
    [InlineData("SELECT a IS DISTINCT FROM (SELECT a + a + a) AS a FROM ({0})", 12)]
    [InlineData("SELECT (SELECT b + b + b + b FROM (SELECT x.a + x.a + x.a + x.a AS b)) AS a FROM ({0}) AS x", 6)]
    [InlineData("SELECT coalesce((SELECT max(a + a + a + a) FROM clients), 1) AS a FROM ({0}) AS x", 12)]
    [InlineData("SELECT (a) IN (SELECT a + a + a + a) AS a FROM ({0})", 12)]
    public async Task Inspect_ColumnsThatMultiply_AreRefusedBeforeTheyGrow(string level, int levels)
    {
        string Nested(int depth) => Enumerable.Range(0, depth).Aggregate("SELECT id AS a FROM clients", (inner, _) => level.Replace("{0}", inner, StringComparison.Ordinal));

        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync(Nested(levels))).Verdict);
        Assert.Equal(Verdict.Read, (await _bench.InspectAsync(Nested(2))).Verdict);
    }

    [Fact]
    public async Task Inspect_WithQueriesThatMultiplyOneColumn_AreRefusedBeforeTheyGrow()
    {
        string Chain(int length) => "WITH c0 AS (SELECT id AS a FROM clients)"
            + string.Concat(Enumerable.Range(1, length).Select(i => $", c{i} AS (SELECT a + a + a + a AS a FROM c{i - 1})")) + $" SELECT a FROM c{length}";

        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync(Chain(12))).Verdict);
        Assert.Equal(Verdict.Read, (await _bench.InspectAsync(Chain(5))).Verdict);
    }

    [Fact]
    public async Task Inspect_LongColumnNamedOften_IsRefusedBeforeItGrows()
    {
        string Named(int times) => $"SELECT {string.Join(" + ", Enumerable.Repeat("id", 300))} AS x FROM clients WHERE name IN ({string.Join(", ", Enumerable.Repeat("x", times))})";

        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync(Named(3000))).Verdict);
        Assert.Equal(Verdict.Read, (await _bench.InspectAsync(Named(30))).Verdict);
    }

    [Fact]
    public async Task Inspect_WithQueriesOfOneNameInDifferentPlaces_AreRefusedWhereTheyNameEachOther()
    {
        var swapping = Enumerable.Range(0, 12).Aggregate("SELECT a FROM p", (inner, i) =>
            $"WITH {(i % 2 == 0 ? "p" : "q")} AS (SELECT a + a + a + a AS a FROM {(i % 2 == 0 ? "q" : "p")}) SELECT a FROM ({inner})");

        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync($"WITH q AS (SELECT id AS a FROM clients) SELECT a FROM ({swapping})")).Verdict);
    }

    [Fact]
    public async Task Inspect_StatementOfManyOrdinarySteps_IsRead()
    {
        const string Steps =
            """
            WITH priced AS (
                SELECT o.client_id, c.name, c.status, CASE WHEN o.total IS NULL THEN 0 WHEN o.total > 1000 THEN o.total * 0.9 ELSE o.total END AS amount
                FROM orders o JOIN clients c ON c.id = o.client_id WHERE c.status IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')),
            summed AS (SELECT client_id, name, status, sum(amount) AS total, count(*) AS orders, sum(CASE WHEN amount > 100 THEN amount ELSE 0 END) AS large FROM priced GROUP BY client_id, name, status),
            ranked AS (
                SELECT *, lag(total) OVER (PARTITION BY status ORDER BY total DESC) AS previous, rank() OVER (PARTITION BY status ORDER BY total DESC) AS place,
                    round(100.0 * large / nullif(total, 0), 1) AS share FROM summed),
            grown AS (SELECT name, status, place, share, total, previous, CASE WHEN previous IS NULL OR previous = 0 THEN NULL ELSE round(100.0 * (total - previous) / previous, 1) END AS growth FROM ranked)
            SELECT status, name, place, total, share, growth, CASE WHEN growth > 10 THEN 'up' WHEN growth < -10 THEN 'down' ELSE 'flat' END AS trend
            FROM grown WHERE place <= 10 AND (share > 5 OR growth IS NOT NULL) ORDER BY status, place, growth DESC
            """;

        Assert.Equal(Verdict.Read, (await _bench.InspectAsync(Steps)).Verdict);
    }
}
