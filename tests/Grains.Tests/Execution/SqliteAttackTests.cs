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
}
