using System.Text;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

[Trait("Category", "PostgresSource")]
public sealed class PostgresInspectorTests : IAsyncLifetime
{
    private PostgresBench _bench = null!;

    public async Task InitializeAsync() => _bench = await PostgresBench.CreateAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Fact]
    public async Task Corpus_EveryRow_HasTheVerdictExpected()
    {
        var differences = new StringBuilder();
        foreach (var (expected, sql) in PostgresBench.Corpus)
        {
            var found = await _bench.InspectAsync(sql);
            if (found.Verdict != expected)
            {
                differences.AppendLine($"{expected} but {found.Verdict}: {sql} ({string.Join(" ", found.Reasons)})");
            }
        }

        Assert.Equal("", differences.ToString());
        Assert.Equal(192, SqlCorpus.PostgresRows.Count);
    }

    [Fact]
    public async Task Inspect_AllTheseStatements_HaveTheVerdictExpected()
    {
        (string Sql, Verdict Verdict)[] cases =
        [
            ("SELECT 1;", Verdict.Read),
            ("SELECT 1; -- no more", Verdict.Read),
            ("TABLE clients", Verdict.Read),
            ("SHOW server_version", Verdict.Read),
            ("SHOW TIME ZONE", Verdict.Read),
            ("SHOW log_directory", Verdict.Forbidden),
            ("SELECT current_setting('log_directory')", Verdict.Forbidden),
            ("SELECT * FROM pg_authid", Verdict.Forbidden),
            ("SELECT * FROM (SELECT 1) AS old, pg_authid", Verdict.Forbidden),
            ("SELECT * FROM information_schema.table_privileges", Verdict.Read),
            ("SELECT most_common_vals FROM pg_stats", Verdict.Forbidden),
            ("SELECT * FROM pg_settings", Verdict.Forbidden),
            ("SELECT relname, n_live_tup FROM pg_stat_user_tables", Verdict.Read),
            ("SELECT pg_size_pretty(pg_total_relation_size('clients'))", Verdict.Read),
            ("SELECT * FROM integration_tokens", Verdict.Forbidden),
            ("SELECT (SELECT max(value) FROM public.\"integration_tokens\")", Verdict.Forbidden),
            ("SELECT 1 WHERE EXISTS (SELECT FROM INTEGRATION_TOKENS)", Verdict.Forbidden),
            ("SELECT x FROM v_sneaky", Verdict.Dangerous),
            ("SELECT 5::evil_dom", Verdict.Dangerous),
            ("SELECT '{1}'::EVIL_DOM[]", Verdict.Dangerous),
            ("SELECT U&'{1}'::U&\"\\0065vil_dom\"[]", Verdict.Dangerous),
            ("SELECT '{1}'::evil_dom[]; DROP TABLE clients", Verdict.Forbidden),
            ("SELECT c.wipe FROM clients c", Verdict.Dangerous),
            ("SELECT * FROM clients ORDER BY sneaky(1)", Verdict.Dangerous),
            ("SELECT random(), clock_timestamp(), gen_random_uuid()", Verdict.Read),
            ("SELECT digest('a', 'md5')", Verdict.Read),
            ("SELECT dblink('host=x', 'SELECT 1')", Verdict.Forbidden),
            ("SELECT lo_from_bytea(0, 'x')", Verdict.Forbidden),
            ("SELECT ts_rewrite('a'::tsquery, 'SELECT 1')", Verdict.Forbidden),
            ("SELECT query_to_xml('DELETE FROM clients', true, true, '')", Verdict.Forbidden),
            ("SELECT $1", Verdict.Forbidden),
            ("SELECT nope FROM clients", Verdict.Forbidden),
            ("CALL archive_clients()", Verdict.Forbidden),
            ("GRANT SELECT ON clients TO PUBLIC", Verdict.Forbidden),
            ("LOCK TABLE clients", Verdict.Dangerous),
            ("VACUUM", Verdict.Dangerous),
            ("ALTER TABLE clients OWNER TO agent_rw", Verdict.Forbidden),
            ("ALTER TABLE clients DISABLE TRIGGER ALL", Verdict.Forbidden),
            ("ALTER TABLE clients ADD COLUMN x int", Verdict.Dangerous),
            ("DROP TABLE human_approval_queue", Verdict.Forbidden),
            ("DROP TABLE public.integration_tokens", Verdict.Forbidden),
            ("CREATE INDEX ON agent_execution_log (id)", Verdict.Forbidden),
            ("CREATE TABLE t AS SELECT * FROM integration_tokens", Verdict.Forbidden),
            ("CREATE TABLE t AS SELECT pg_read_file('/etc/passwd')", Verdict.Forbidden),
            ("CREATE TABLE t AS SELECT pg_stat_get_activity(NULL) WITH NO DATA", Verdict.Forbidden),
            ("CREATE VIEW v AS SELECT name FROM clients WITH CHECK OPTION", Verdict.Dangerous),
            ("SELECT value INTO t FROM integration_tokens", Verdict.Forbidden),
            ("SELECT pg_switch_wal() INTO t", Verdict.Forbidden),
            ("CREATE FOREIGN TABLE t (a int) SERVER s", Verdict.Forbidden),
            ("CREATE TABLE t AS EXECUTE p", Verdict.Forbidden),
            ("REFRESH MATERIALIZED VIEW nope", Verdict.Forbidden),
            ("REFRESH MATERIALIZED VIEW CONCURRENTLY public.mv_spend", Verdict.Write),
            ("EXPLAIN DELETE FROM clients", Verdict.Dangerous),
            ("EXPLAIN (ANALYZE) SELECT name FROM clients", Verdict.Read),
            ("EXPLAIN (SELECT 1)", Verdict.Read),
            ("EXPLAIN EXPLAIN SELECT 1", Verdict.Forbidden),
            ("EXPLAIN ANALYZE EXECUTE p", Verdict.Forbidden),
            ("EXPLAIN", Verdict.Forbidden),
            ("SELECT * FROM human_approval_queue FOR UPDATE", Verdict.Forbidden),
            ("SELECT * FROM clients FOR KEY SHARE", Verdict.Write),
            ("DELETE FROM pg_class WHERE oid = 1", Verdict.Forbidden),
        ];
        await AssertVerdictsAsync(cases);
    }

    [Fact]
    public async Task Inspect_Changes_AreBoundedOnlyByKeysAndShortRanges()
    {
        (string Sql, Verdict Verdict)[] cases =
        [
            ("DELETE FROM orders WHERE id IN (1, 2, 3)", Verdict.Write),
            ("DELETE FROM orders WHERE id = 1 OR id = 2", Verdict.Write),
            ("DELETE FROM orders WHERE id IN (SELECT id FROM orders)", Verdict.Dangerous),
            ("DELETE FROM orders WHERE id IN (SELECT id FROM clients WHERE id = 4)", Verdict.Write),
            ("DELETE FROM orders WHERE id = (SELECT max(id) FROM orders)", Verdict.Write),
            ("DELETE FROM orders WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT 5)", Verdict.Write),
            ("DELETE FROM orders o WHERE id = (SELECT o.id)", Verdict.Dangerous),
            ("DELETE FROM orders WHERE id > 0", Verdict.Dangerous),
            ("DELETE FROM orders WHERE id BETWEEN 0 AND 9000000000", Verdict.Dangerous),
            ("DELETE FROM orders WHERE id IS NOT NULL", Verdict.Dangerous),
            ("DELETE FROM orders WHERE id = id + 0", Verdict.Dangerous),
            ("DELETE FROM orders WHERE NOT false", Verdict.Dangerous),
            ("DELETE FROM orders WHERE EXISTS (SELECT 1)", Verdict.Dangerous),
            ("DELETE FROM orders WHERE id = (random() * 9)::int", Verdict.Dangerous),
            ("UPDATE clients a SET status = 'x' FROM clients b WHERE a.id = b.id", Verdict.Dangerous),
            ("UPDATE clients a SET status = 'x' FROM clients b WHERE a.id = b.id AND b.email = 'e'", Verdict.Write),
            ("UPDATE active_clients SET status = 'x' WHERE id = 3", Verdict.Write),
            ("UPDATE active_clients SET name = 'x' WHERE true", Verdict.Write),
            ("INSERT INTO orders(client_id) SELECT id FROM clients", Verdict.Dangerous),
            ("INSERT INTO orders(client_id) SELECT g FROM generate_series(1, 1000000) g", Verdict.Dangerous),
            ("INSERT INTO orders DEFAULT VALUES", Verdict.Write),
            ("INSERT INTO orders(client_id) VALUES (1), (2)", Verdict.Write),
            ("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) DELETE FROM orders USING r WHERE orders.id = r.n", Verdict.Dangerous),
            ("MERGE INTO clients c USING campaigns v ON c.id = v.client_id WHEN MATCHED THEN DELETE", Verdict.Dangerous),
            ("MERGE INTO clients c USING (VALUES (1)) v(id) ON true WHEN MATCHED THEN DELETE", Verdict.Dangerous),
            ("UPDATE agent_memory SET content = 'x' WHERE id = 1", Verdict.Forbidden),
        ];
        await AssertVerdictsAsync(cases);
    }

    [Fact]
    public async Task Inspect_TargetWithTriggerRuleOrCascade_IsDangerous()
    {
        await _bench.ChangeAsync(
            """
            CREATE TABLE parent(id int PRIMARY KEY); CREATE TABLE child(id int REFERENCES parent ON DELETE CASCADE);
            CREATE TABLE watched(id int); CREATE TABLE ruled(id int);
            CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER t AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION notice();
            CREATE RULE r AS ON INSERT TO ruled DO ALSO DELETE FROM orders;
            """);

        await AssertVerdictsAsync(
        [
            ("DELETE FROM parent WHERE id = 1", Verdict.Dangerous), ("DELETE FROM child WHERE id = 1", Verdict.Write),
            ("INSERT INTO watched VALUES (1)", Verdict.Dangerous), ("INSERT INTO ruled VALUES (1)", Verdict.Dangerous),
        ]);
    }

    [Fact]
    public async Task Inspect_CodeOfUsersBehindTheTarget_IsDangerousWhereverItHides()
    {
        await _bench.ChangeAsync(
            """
            CREATE FUNCTION claims(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END';
            CREATE TABLE checked(a int CHECK (a @!@ 2 > 0)); CREATE TABLE indexed(a int); CREATE INDEX ON indexed (claims(a));
            CREATE TABLE partial(a int); CREATE INDEX ON partial (a) WHERE claims(a) > 0;
            CREATE TABLE parted(a int) PARTITION BY LIST (claims(a)); CREATE TABLE parted_1 PARTITION OF parted DEFAULT;
            CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2); CREATE TABLE typed(a int CHECK (a::evil_dom IS NOT NULL));
            CREATE VIEW seen AS SELECT * FROM indexed; CREATE TABLE plain(id int PRIMARY KEY DEFAULT 1, u uuid DEFAULT gen_random_uuid());
            CREATE TABLE watched(id int PRIMARY KEY, v int);
            CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER t AFTER UPDATE ON watched FOR EACH ROW EXECUTE FUNCTION notice();
            CREATE TABLE noted(a int) PARTITION BY LIST (a); CREATE TABLE noted_1 PARTITION OF noted FOR VALUES IN (1);
            CREATE TRIGGER t AFTER INSERT ON noted FOR EACH ROW EXECUTE FUNCTION notice();
            """);

        await AssertVerdictsAsync(
        [
            ("INSERT INTO parted_2 VALUES (2)", Verdict.Dangerous), ("INSERT INTO typed VALUES (1)", Verdict.Dangerous), ("INSERT INTO noted_1 VALUES (1)", Verdict.Dangerous),
            ("INSERT INTO checked VALUES (1)", Verdict.Dangerous), ("INSERT INTO indexed VALUES (1)", Verdict.Dangerous), ("INSERT INTO seen VALUES (1)", Verdict.Dangerous),
            ("INSERT INTO partial VALUES (1)", Verdict.Dangerous), ("INSERT INTO parted VALUES (1)", Verdict.Dangerous), ("INSERT INTO plain VALUES (1)", Verdict.Write),
            ("INSERT INTO watched VALUES (1) ON CONFLICT (id) DO UPDATE SET v = 2", Verdict.Dangerous),
        ]);
    }

    [Fact]
    public async Task Inspect_CascadesAndParts_AreFollowedToWhatMayNotBeWritten()
    {
        await _bench.ChangeAsync(
            """
            CREATE TABLE parent(id int PRIMARY KEY); CREATE TABLE child(id int REFERENCES parent ON UPDATE CASCADE);
            CREATE TABLE base(id int PRIMARY KEY); CREATE TABLE mid(id int PRIMARY KEY REFERENCES base ON DELETE CASCADE);
            CREATE TABLE idempotency_key(id int REFERENCES mid ON DELETE SET NULL);
            CREATE TABLE whole(id int) PARTITION BY LIST (id); CREATE TABLE agent_interaction PARTITION OF whole FOR VALUES IN (1);
            CREATE TABLE approval_rule(id int) PARTITION BY LIST (id); CREATE TABLE rule_1 PARTITION OF approval_rule FOR VALUES IN (1);
            CREATE TABLE before_image(id bigint REFERENCES orders);
            CREATE SEQUENCE numbers; CREATE TABLE catalog_object(id int DEFAULT nextval('numbers')); CREATE TYPE mood AS ENUM ('a'); CREATE TABLE catalog_change(m mood);
            """);

        await AssertVerdictsAsync(
        [
            ("INSERT INTO parent VALUES (1)", Verdict.Write), ("INSERT INTO parent VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2", Verdict.Dangerous),
            ("UPDATE base SET id = 2 WHERE id = 1", Verdict.Write), ("DELETE FROM base WHERE id = 1", Verdict.Forbidden),
            ("MERGE INTO base b USING (VALUES (1)) v(id) ON b.id = v.id WHEN MATCHED THEN DELETE", Verdict.Forbidden),
            ("UPDATE whole SET id = 1 WHERE id = 1", Verdict.Forbidden), ("SELECT * FROM whole FOR UPDATE", Verdict.Forbidden), ("TRUNCATE whole", Verdict.Forbidden),
            ("UPDATE rule_1 SET id = 1 WHERE id = 1", Verdict.Forbidden), ("TRUNCATE rule_1", Verdict.Forbidden), ("SELECT * FROM rule_1", Verdict.Read),
            ("UPDATE whole SET id = 1 WHERE '{1}'::evil_dom[] IS NOT NULL", Verdict.Forbidden), ("DELETE FROM base WHERE '{1}'::evil_dom[] IS NULL", Verdict.Forbidden),
            ("DELETE FROM parent WHERE '{1}'::evil_dom[] IS NULL", Verdict.Dangerous),
            ("TRUNCATE orders", Verdict.Dangerous), ("TRUNCATE orders CASCADE", Verdict.Forbidden), ("TRUNCATE campaigns CASCADE", Verdict.Dangerous),
            ("DROP TABLE orders CASCADE", Verdict.Forbidden), ("DROP SEQUENCE numbers", Verdict.Dangerous), ("DROP SEQUENCE numbers CASCADE", Verdict.Forbidden),
            ("DROP TYPE mood CASCADE", Verdict.Forbidden), ("DROP TABLE clients CASCADE", Verdict.Dangerous),
        ]);
    }

    [Fact]
    public async Task Inspect_DeniedTable_ClosesWhatItIsAPartOfAndItsParts()
    {
        await _bench.ChangeAsync(
            """
            CREATE TABLE part(id int) PARTITION BY LIST (id); CREATE SCHEMA hidden;
            CREATE TABLE hidden.integration_tokens PARTITION OF part FOR VALUES IN (1) PARTITION BY LIST (id); CREATE TABLE piece PARTITION OF hidden.integration_tokens DEFAULT;
            CREATE TABLE beside PARTITION OF part DEFAULT;
            """);

        await AssertVerdictsAsync([("SELECT * FROM part", Verdict.Forbidden), ("SELECT * FROM piece", Verdict.Forbidden), ("SELECT * FROM beside", Verdict.Read)]);
    }

    [Fact]
    public async Task Inspect_TableWithColumnOfCheckedType_IsNeverParsed()
    {
        await _bench.ChangeAsync("CREATE TABLE holder(id int, d evil_dom[])");

        var found = await _bench.InspectAsync("INSERT INTO holder VALUES (1, '{1}')");

        Assert.Equal(Verdict.Dangerous, found.Verdict);
        Assert.Contains("while the statement is parsed", found.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_ViewWithColumnOfCheckedType_IsStillSeenThrough()
    {
        await _bench.ChangeAsync(
            """
            CREATE VIEW calls AS SELECT '{1}'::evil_dom[] AS d, brin_summarize_new_values('clients_pkey') AS n; CREATE VIEW over_calls AS SELECT * FROM calls;
            CREATE VIEW hides AS SELECT '{1}'::evil_dom[] AS d, value FROM integration_tokens; CREATE VIEW plainly AS SELECT '{1}'::evil_dom[] AS d FROM clients;
            """);

        await AssertVerdictsAsync(
        [
            ("SELECT n FROM calls", Verdict.Forbidden), ("SELECT d FROM over_calls", Verdict.Forbidden), ("SELECT value FROM hides", Verdict.Forbidden),
            ("SELECT d FROM plainly", Verdict.Dangerous),
        ]);
    }

    [Fact]
    public async Task Inspect_Join_NamesRelationsColumnsAndFunctions()
    {
        var found = await _bench.InspectAsync("SELECT upper(a.name), o.total FROM active_clients a JOIN orders o ON o.client_id = a.id");

        Assert.Equal("select", found.Kind);
        Assert.Equal<string>(["public.active_clients", "public.clients", "public.orders"], found.Relations);
        Assert.Contains("public.orders.total", found.Columns);
        Assert.Contains("public.clients.status", found.Columns);
        Assert.Contains("upper", found.Functions);
        Assert.Equal("update", (await _bench.InspectAsync("WITH u AS (SELECT 1) UPDATE clients SET name = 'x' WHERE id = 1")).Kind);
    }

    [Fact]
    public async Task Inspect_NamesThatLookLikeTheTree_ChangeNothing()
    {
        await AssertVerdictsAsync(
        [
            ("SELECT purge_clients() AS \"} {CONST :funcid\" FROM clients AS \":relid\"", Verdict.Dangerous),
            ("SELECT 1 AS \"(\", 2 AS \")\", 3 AS \":commandType\", 4 AS \"\\\" FROM clients \"{\"", Verdict.Read),
        ]);
    }

    [Fact]
    public async Task Inspect_NestedVeryDeep_IsRefused() =>
        Assert.Equal(Verdict.Forbidden, (await _bench.InspectAsync("SELECT " + string.Join('+', Enumerable.Repeat("1", 3000)))).Verdict);

    private async Task AssertVerdictsAsync((string Sql, Verdict Verdict)[] cases)
    {
        var differences = new StringBuilder();
        foreach (var (sql, expected) in cases)
        {
            var found = await _bench.InspectAsync(sql);
            if (found.Verdict != expected)
            {
                differences.AppendLine($"{expected} but {found.Verdict}: {sql} ({string.Join(" ", found.Reasons)})");
            }
        }

        Assert.Equal("", differences.ToString());
    }
}
