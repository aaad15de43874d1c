using System.Text;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class SqliteInspectorTests : IDisposable
{
    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Corpus_EveryRow_HasTheVerdictExpected()
    {
        var differences = new StringBuilder();
        foreach (var (expected, sql) in SqlCorpus.Rows)
        {
            var found = await _bench.InspectAsync(sql);
            if (found.Verdict != expected)
            {
                differences.AppendLine($"{expected} but {found.Verdict}: {sql} ({string.Join(" ", found.Reasons)})");
            }
        }

        Assert.Equal("", differences.ToString());
        Assert.Equal(44, SqlCorpus.Rows.Count);
    }

    [Theory]
    [InlineData("SELECT 1;", Verdict.Read)]
    [InlineData("SELECT 1; -- and no more\n /* nothing", Verdict.Read)]
    [InlineData("SELECT 1; SELECT 2", Verdict.Forbidden)]
    [InlineData("EXPLAIN SELECT * FROM clients", Verdict.Read)]
    [InlineData("EXPLAIN QUERY PLAN SELECT * FROM clients", Verdict.Read)]
    [InlineData("EXPLAIN DELETE FROM clients", Verdict.Dangerous)]
    [InlineData("EXPLAIN QUERY PLAN DELETE FROM orders WHERE id=1", Verdict.Write)]
    [InlineData("EXPLAIN PRAGMA query_only=0", Verdict.Forbidden)]
    [InlineData("VACUUM", Verdict.Dangerous)]
    [InlineData("VACUUM INTO '/tmp/copy'", Verdict.Forbidden)]
    [InlineData("VACUUM/**/main\nInTo '/tmp/copy'", Verdict.Forbidden)]
    [InlineData("EXPLAIN VACUUM INTO '/tmp/copy'", Verdict.Forbidden)]
    [InlineData("REINDEX", Verdict.Dangerous)]
    [InlineData("ANALYZE", Verdict.Dangerous)]
    [InlineData("CREATE INDEX i ON orders(client_id)", Verdict.Dangerous)]
    [InlineData("CREATE INDEX i ON agent_execution_log(id)", Verdict.Forbidden)]
    [InlineData("DROP TABLE human_approval_queue", Verdict.Forbidden)]
    [InlineData("ALTER TABLE clients ADD COLUMN x", Verdict.Dangerous)]
    [InlineData("ALTER TABLE clients RENAME TO c2", Verdict.Dangerous)]
    [InlineData("ALTER TABLE clients DROP COLUMN notes", Verdict.Dangerous)]
    [InlineData("ALTER TABLE agent_execution_log RENAME TO c2", Verdict.Forbidden)]
    [InlineData("CREATE VIEW v AS SELECT * FROM clients", Verdict.Dangerous)]
    [InlineData("CREATE VIRTUAL TABLE t USING fts5(x)", Verdict.Forbidden)]
    [InlineData("CREATE TEMP TRIGGER t AFTER INSERT ON clients BEGIN SELECT 1; END", Verdict.Forbidden)]
    [InlineData("BEGIN", Verdict.Forbidden)]
    [InlineData("COMMIT", Verdict.Forbidden)]
    [InlineData("SAVEPOINT a", Verdict.Forbidden)]
    [InlineData("DETACH m", Verdict.Forbidden)]
    [InlineData("DELETE FROM orders WHERE id BETWEEN 5 AND 9", Verdict.Write)]
    [InlineData("DELETE FROM orders WHERE id > 0", Verdict.Dangerous)]
    [InlineData("DELETE FROM clients WHERE id = 1 OR 1=1", Verdict.Dangerous)]
    [InlineData("UPDATE orders SET total=0 WHERE id = id", Verdict.Dangerous)]
    [InlineData("DELETE FROM orders WHERE id IN (1,2,3)", Verdict.Write)]
    [InlineData("DELETE FROM orders WHERE id IN (SELECT id FROM orders)", Verdict.Dangerous)]
    [InlineData("DELETE FROM orders WHERE id IN (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x FROM c)", Verdict.Dangerous)]
    [InlineData("UPDATE orders SET total=(SELECT count(*) FROM campaigns) WHERE id=1", Verdict.Write)]
    [InlineData("UPDATE orders AS o SET total=1 FROM clients c WHERE o.client_id=c.id", Verdict.Dangerous)]
    [InlineData("UPDATE orders AS o SET total=1 FROM clients c WHERE o.id=c.id AND c.id=3", Verdict.Write)]
    [InlineData("INSERT INTO orders(client_id) SELECT id FROM clients", Verdict.Dangerous)]
    [InlineData("INSERT INTO orders(client_id) SELECT id FROM clients WHERE id=1", Verdict.Write)]
    [InlineData("INSERT INTO orders DEFAULT VALUES", Verdict.Write)]
    [InlineData("INSERT INTO orders(client_id) VALUES (1),(2),(3)", Verdict.Write)]
    [InlineData("INSERT INTO clients(id,name) VALUES (1,'x') ON CONFLICT (id) DO UPDATE SET name=excluded.name", Verdict.Write)]
    [InlineData("UPDATE clients SET name=load_extension('x') WHERE id=1", Verdict.Forbidden)]
    [InlineData("SELECT value FROM integration_tokens", Verdict.Forbidden)]
    [InlineData("SELECT count(*) FROM integration_tokens", Verdict.Forbidden)]
    [InlineData("SELECT (SELECT max(value) FROM INTEGRATION_TOKENS)", Verdict.Forbidden)]
    [InlineData("CREATE TABLE t AS SELECT * FROM integration_tokens", Verdict.Forbidden)]
    [InlineData("PRAGMA table_info(integration_tokens)", Verdict.Forbidden)]
    [InlineData("PRAGMA database_list", Verdict.Forbidden)]
    [InlineData("PRAGMA writable_schema=1", Verdict.Forbidden)]
    [InlineData("PRAGMA user_version=7", Verdict.Forbidden)]
    [InlineData("PRAGMA main.foreign_key_list(orders)", Verdict.Read)]
    [InlineData("SELECT * FROM pragma_table_info('clients')", Verdict.Read)]
    [InlineData("SELECT * FROM pragma_database_list", Verdict.Forbidden)]
    [InlineData("SELECT name FROM sqlite_schema", Verdict.Read)]
    [InlineData("SELECT * FROM sqlite_temp_master", Verdict.Forbidden)]
    [InlineData("CREATE TEMP TABLE made AS SELECT * FROM sqlite_temp_schema", Verdict.Forbidden)]
    [InlineData("CREATE TABLE made AS SELECT count(*) FROM 'sqlite_temp_schema'", Verdict.Forbidden)]
    [InlineData("CREATE TABLE made AS SELECT name FROM sqlite_schema", Verdict.Dangerous)]
    [InlineData("CREATE TABLE made (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE)", Verdict.Dangerous)]
    [InlineData("CREATE TEMP TABLE made (id INTEGER PRIMARY KEY) WITHOUT ROWID", Verdict.Dangerous)]
    [InlineData("CREATE TABLE dbstat AS SELECT * FROM dbstat", Verdict.Forbidden)]
    [InlineData("CREATE TABLE pragma_database_list AS SELECT * FROM pragma_database_list", Verdict.Forbidden)]
    [InlineData("CREATE TEMP TABLE integration_tokens AS SELECT * FROM integration_tokens", Verdict.Forbidden)]
    [InlineData("SELECT * FROM dbstat", Verdict.Forbidden)]
    [InlineData("DELETE FROM sqlite_schema", Verdict.Forbidden)]
    [InlineData("WITH x AS (SELECT 1 AS a) SELECT count(*) FROM x", Verdict.Read)]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x<5) SELECT sum(x) FROM c", Verdict.Read)]
    [InlineData("SELECT value FROM json_each('[1,2]')", Verdict.Read)]
    [InlineData("SELECT name, row_number() OVER (ORDER BY id) FROM clients", Verdict.Read)]
    [InlineData("SELECT sqlite_compileoption_get(1)", Verdict.Dangerous)]
    [InlineData("SELECT nonsense FROM", Verdict.Forbidden)]
    [InlineData("MERGE INTO clients", Verdict.Forbidden)]
    [InlineData("-- nothing", Verdict.Forbidden)]
    public async Task Inspect_Statement_HasItsVerdict(string sql, Verdict expected)
    {
        var inspection = await _bench.InspectAsync(sql);

        Assert.True(expected == inspection.Verdict, $"{inspection.Verdict}: {string.Join(" ", inspection.Reasons)}");
        Assert.Equal(expected == Verdict.Read, inspection.Reasons.IsEmpty);
    }

    [Fact]
    public async Task Inspect_View_ReportsWhatIsBehindIt()
    {
        _bench.Change("CREATE VIEW Names AS SELECT name FROM clients; CREATE VIEW hidden AS SELECT value FROM integration_tokens; CREATE VIEW v2 AS SELECT * FROM hidden;");

        var names = await _bench.InspectAsync("select NAME from names");
        Assert.Equal<string>(["Names", "clients"], names.Relations);
        Assert.Contains("clients.name", names.Columns);
        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync("SELECT count(*) FROM hidden")).Verdict);
        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync("SELECT 1 FROM v2")).Verdict);
    }

    [Fact]
    public async Task Inspect_TriggersAndCascades_AreDangerous()
    {
        _bench.Change(
            """
            CREATE TABLE parent(id INTEGER PRIMARY KEY);
            CREATE TABLE child(id INTEGER PRIMARY KEY, parent_id REFERENCES parent(id) ON DELETE CASCADE);
            CREATE TABLE tree(id INTEGER PRIMARY KEY, up REFERENCES tree(id) ON DELETE CASCADE);
            CREATE TABLE logged(id INTEGER PRIMARY KEY);
            CREATE TRIGGER log_it AFTER INSERT ON logged BEGIN SELECT NEW.id; END;
            """);

        Assert.Equal(Verdict.Dangerous, (await _bench.InspectAsync("DELETE FROM parent WHERE id=1")).Verdict);
        Assert.Equal(Verdict.Dangerous, (await _bench.InspectAsync("DELETE FROM tree WHERE id=1")).Verdict);
        var logged = await _bench.InspectAsync("INSERT INTO logged VALUES (1)");
        Assert.Equal(Verdict.Dangerous, logged.Verdict);
        Assert.Contains("Fires trigger log_it.", logged.Reasons);
        Assert.Equal(Verdict.Write, (await _bench.InspectAsync("DELETE FROM child WHERE id=1")).Verdict);
    }

    [Theory]
    [InlineData("SELECT 1", "select")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x", "select")]
    [InlineData("WITH x AS (SELECT 1 AS id) DELETE FROM orders WHERE id IN (SELECT id FROM x)", "delete")]
    [InlineData("/* a */ Create -- b\n temp TABLE t(a)", "create table")]
    [InlineData("explain query plan select 1", "explain")]
    [InlineData("grant all", "unknown")]
    public async Task Inspect_Statement_NamesItsKind(string sql, string kind) => Assert.Equal(kind, (await _bench.InspectAsync(sql)).Kind);

    [Fact]
    public async Task Inspect_Read_ListsFunctionsAndColumns()
    {
        var inspection = await _bench.InspectAsync("SELECT upper(name), count(*) FROM Clients WHERE status LIKE 'a%' GROUP BY 1");

        Assert.Equal<string>(["clients"], inspection.Relations);
        Assert.Equal<string>(["clients.name", "clients.status"], inspection.Columns);
        Assert.Equal<string>(["count", "like", "upper"], inspection.Functions);
    }

    [Fact]
    public async Task Inspect_ReadOnlyGlob_ForbidsChangesOnly()
    {
        using var bench = new ExecutionBench(source: source => source.ReadOnlyObjects.Add("main.camp*"));

        Assert.Equal(Verdict.Forbidden, (await bench.InspectAsync("UPDATE campaigns SET client_id=1 WHERE id=1")).Verdict);
        Assert.Equal(Verdict.Read, (await bench.InspectAsync("SELECT * FROM campaigns")).Verdict);
    }

    [Fact]
    public async Task Inspect_VirtualTables_StayReadable()
    {
        _bench.Change("CREATE VIRTUAL TABLE docs USING fts5(body); INSERT INTO docs VALUES ('blue sky'); CREATE VIRTUAL TABLE boxes USING rtree(id, a, b); INSERT INTO boxes VALUES (1, 2, 3);");

        Assert.Equal("blue sky", (await _bench.RowAsync("SELECT body FROM docs WHERE docs MATCH 'sky'"))[0].GetString());
        Assert.Equal(1, (await _bench.RowAsync("SELECT id FROM boxes WHERE a > 1"))[0].GetInt32());
    }
}
