using AgentCluster.Execution;
using AgentCluster.Execution.Writing;
using AgentCluster.TestKit;
using Npgsql;

namespace AgentCluster.Grains.Tests.Execution.Writing;

public sealed class PostgresWriterTests : SourceWriterSuite
{
    private const string Writer = "agent_rw";
    private const string OneRow = "UPDATE bins SET quantity = 4444 WHERE id = 1";

    [Fact]
    public async Task Writer_NoWritingLogin_IsRefused()
    {
        await using var source = await CreateAsync(configured => configured.WriteConnectionString = null);

        var preview = await source.Writer.PreviewAsync(Key, source.Settings, "UPDATE clients SET name = 'x' WHERE id = 1", [], CancellationToken.None);
        var done = await source.Writer.ExecuteAsync(Key, source.Settings, Request("x", "UPDATE clients SET name = 'x' WHERE id = 1"), CancellationToken.None);

        Assert.Equal("noWritingLogin", preview.Problem!.Code);
        Assert.Equal((WriteStatus.Refused, "noWritingLogin"), (done.Status, done.Problem!.Code));
    }

    [Fact]
    public async Task Writer_LoginWithoutTheRight_IsRefused()
    {
        await Source.ChangeAsync($"REVOKE UPDATE ON bins FROM {Writer}");

        Assert.Equal("noPrivilege", (await PreviewAsync(OneRow)).Problem!.Code);
        Assert.Equal((WriteStatus.Refused, "noPrivilege"), (await ExecuteAsync("x", OneRow)) is var done ? (done.Status, done.Problem!.Code) : default);
    }

    [Theory]
    [InlineData("UPDATE zoo SET n = n + 1, b = '\\x00', t = 'infinity', a = '{9}', j = '[]', m = 'good', c = 'y', r = NULL, i = '1 mon', f = 'NaN', yes = NOT yes, u = gen_random_uuid(), d = 3", true)]
    [InlineData("DELETE FROM zoo", true)]
    [InlineData("INSERT INTO zoo (n) VALUES (1), (2)", true)]
    [InlineData("DELETE FROM zoo USING bins WHERE bins.id = zoo.id", true)]
    [InlineData("UPDATE split SET part = part % 2 + 1, v = v || 'x' WHERE id = 1", false)]
    [InlineData("UPDATE split SET v = v || 'x'", true)]
    [InlineData("DELETE FROM split WHERE id = 2", true)]
    [InlineData("UPDATE zoo_view SET n = 5", false)]
    [InlineData("UPDATE bins SET id = id + 1000 WHERE id > 40", false)]
    [InlineData("MERGE INTO split s USING (VALUES (1, 1), (7, 1)) AS v(id, part) ON s.id = v.id WHEN MATCHED THEN UPDATE SET v = 'met' WHEN NOT MATCHED THEN INSERT VALUES (v.id, v.part, 'new')", false)]
    public async Task Writer_ChangesThatOnlyPostgresHas_ComeBackExactlyOrSaySo(string sql, bool undoable)
    {
        await Source.ChangeAsync(
            """
            DELETE FROM pallet_lines WHERE bin > 40;
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE DOMAIN small AS integer CHECK (VALUE < 100);
            CREATE TABLE zoo (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, n numeric, b bytea, t timestamptz DEFAULT '2026-03-29 03:30+02', a text[], j jsonb, m mood, c char(5), r int4range,
                i interval, f float8, yes boolean, u uuid, d small, double numeric GENERATED ALWAYS AS (n * 2) STORED, x xml, o json);
            INSERT INTO zoo (n, b, a, j, m, c, r, i, f, yes, u, d, o) VALUES (1.10, '\xff00', '{a,"b,\"c",NULL}', '{"k": [1, null]}', 'bad', 'ab', '[1,5)', '1 day -2 hours', 0.1, true, gen_random_uuid(), 7, '{ "x" :1}'),
                ('NaN', '', '{}', 'null', NULL, '', 'empty', '-00:00:01', '-infinity', false, NULL, -1, NULL), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
            CREATE VIEW zoo_view AS SELECT * FROM zoo;
            CREATE TABLE split (id integer, part integer, v text, PRIMARY KEY (id, part)) PARTITION BY LIST (part);
            CREATE TABLE split_1 PARTITION OF split FOR VALUES IN (1);
            CREATE TABLE split_2 PARTITION OF split FOR VALUES IN (2);
            INSERT INTO split VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c');
            """);
        const string Dump = "SELECT (SELECT string_agg(z::text, ';' ORDER BY id) FROM zoo z), (SELECT string_agg(s::text, ';' ORDER BY id, part) FROM split s), (SELECT string_agg(b::text, ';' ORDER BY id) FROM bins b)";
        var before = await Source.RowsAsync(Dump);

        var preview = await PreviewAsync(sql);
        Assert.Null(preview.Problem);
        Assert.Equal(before, await Source.RowsAsync(Dump));
        var done = await ExecuteAsync("x", sql, preview.Value);

        Assert.True(done.Status == WriteStatus.Executed, done.Problem?.Message);
        Assert.Equal((preview.Value!.RowsAffected, preview.Value.IsUndoable, undoable), (done.Rows, done.Undoable, done.Undoable));
        Assert.NotEqual(before, await Source.RowsAsync(Dump));
        if (undoable)
        {
            Assert.Null((await UndoAsync("y", "x")).Problem);
            Assert.Equal(before, await Source.RowsAsync(Dump));
        }
    }

    [Fact]
    public async Task Preview_CodeOfUsersBehindTheTable_IsNamedAndNotRun()
    {
        await Source.ChangeAsync(
            """
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO keyless VALUES ('fired', 1); RETURN NEW; END $$;
            CREATE TRIGGER watcher AFTER UPDATE ON bins FOR EACH ROW EXECUTE FUNCTION note();
            CREATE RULE extra AS ON DELETE TO pallet_lines DO ALSO DELETE FROM keyless;
            """);

        var update = (await PreviewAsync(OneRow)).Value!;
        var delete = (await PreviewAsync("DELETE FROM pallet_lines WHERE pallet = 1 AND line = 1")).Value!;
        var called = (await PreviewAsync("UPDATE bins SET quantity = sneaky(1) WHERE id = 1")).Value!;

        Assert.Equal(("trigger watcher of public.bins, which runs note", false), (Assert.Single(update.Triggers), update.IsExact));
        Assert.Equal(("rule extra of public.pallet_lines", false), (Assert.Single(delete.Triggers), delete.IsExact));
        Assert.Equal((false, null), (called.IsExact, called.RowsAffected));
        Assert.Equal("0", await Source.RowsAsync("SELECT count(*) FROM keyless WHERE label = 'fired'"));
    }

    [Fact]
    public async Task Preview_CheckThatMakesAValueOfAUsersDomain_IsNamedAndNotRun()
    {
        await Source.ChangeAsync("CREATE TABLE typed (a integer CHECK (a::evil_dom IS NOT NULL))");

        var preview = (await PreviewAsync("INSERT INTO typed VALUES (1)")).Value!;

        Assert.Contains("evil_dom", Assert.Single(preview.Triggers), StringComparison.Ordinal);
        Assert.False(preview.IsExact);
    }

    [Theory]
    [InlineData("CREATE OR REPLACE FUNCTION fits(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'")]
    [InlineData("CREATE OR REPLACE FUNCTION fits2(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'")]
    [InlineData("ALTER FUNCTION fits(integer) OWNER TO agent_rw")]
    [InlineData("ALTER DOMAIN small ADD CHECK (VALUE < 9)")]
    [InlineData("CREATE OR REPLACE FUNCTION narrow(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'")]
    [InlineData("ALTER TABLE boxes ADD COLUMN more integer")]
    [InlineData("CREATE TABLE labels (box integer REFERENCES boxes ON DELETE CASCADE)")]
    [InlineData("ALTER VIEW shown SET (security_barrier = true)")]
    [InlineData("ALTER VIEW shown OWNER TO agent_rw")]
    public async Task Execute_CodeOrCascadesBehindTheTableAlteredSinceThePreview_IsStale(string alteration)
    {
        const string Sql = "DELETE FROM bins WHERE id IN (SELECT id FROM shown WHERE id = 60)";
        await Source.ChangeAsync(
            """
            CREATE FUNCTION fits(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; ALTER TABLE bins ADD CHECK (fits(quantity));
            CREATE FUNCTION fits2(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
            CREATE OPERATOR <~> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = fits2); CREATE INDEX ON bins ((quantity <~> id));
            CREATE FUNCTION narrow(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
            CREATE DOMAIN small AS integer CHECK (VALUE < 100) CHECK (narrow(VALUE));
            CREATE TABLE shelves (id integer PRIMARY KEY, bin integer REFERENCES bins ON DELETE CASCADE);
            CREATE TABLE boxes (id integer PRIMARY KEY, shelf integer REFERENCES shelves ON DELETE SET NULL);
            CREATE VIEW shown AS SELECT id FROM bins;
            """);
        var preview = (await PreviewAsync(Sql)).Value!;
        Assert.Equal(preview.Fingerprint, (await PreviewAsync(Sql)).Value!.Fingerprint);
        await Source.ChangeAsync(alteration);

        var done = await ExecuteAsync("x", Sql, preview);

        Assert.Equal((WriteStatus.Stale, "stale"), (done.Status, done.Problem?.Code));
        Assert.Equal("1", await Source.RowsAsync("SELECT count(*) FROM bins WHERE id = 60"));
    }

    [Theory]
    [InlineData("EXTERNAL", 200_000, 1)]
    [InlineData("EXTERNAL", 20_000_000, 0)]
    [InlineData("EXTENDED", 5_000_000, 0)]
    public async Task Change_LargeRows_KeepsFewBytesOfThem(string storage, int bytes, int shown)
    {
        await Source.ChangeAsync(
            $"""
            CREATE TABLE documents (id integer PRIMARY KEY, status text, body bytea); ALTER TABLE documents ALTER body SET STORAGE {storage};
            INSERT INTO documents SELECT n, 'new', decode(repeat('ab', {bytes}), 'hex') FROM generate_series(1, 4) n;
            """);
        const string Sql = "UPDATE documents SET status = 'read' WHERE id BETWEEN 1 AND 4";

        var preview = (await PreviewAsync(Sql)).Value!;
        var done = await ExecuteAsync("x", Sql, preview);

        Assert.Equal((4L, true, false), (preview.RowsAffected, preview.IsExact, preview.IsUndoable));
        Assert.Equal((shown, true), (preview.Before!.RowCount, preview.Before.Truncated));
        Assert.InRange(preview.Before.RowsJson.Length, 0, RowImages.MaxBytes);
        Assert.Equal((WriteStatus.Executed, 4L, false), (done.Status, done.Rows, done.Undoable));
        Assert.Equal("4", await Source.RowsAsync("SELECT count(*) FROM documents WHERE status = 'read'"));
    }

    [Fact]
    public async Task Undo_RowThatBecameLarge_IsRefused()
    {
        await ExecuteAsync("x", OneRow);
        await Source.ChangeAsync("UPDATE bins SET remark = repeat('x', 3000000) WHERE id = 1");

        Assert.Contains("changed since", (await UndoAsync("y", "x")).Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Sequence_IsSaidToStayMoved()
    {
        await Source.ChangeAsync($"GRANT INSERT ON campaigns TO {Writer}");

        var preview = (await PreviewAsync("INSERT INTO campaigns (name) VALUES ('x')")).Value!;

        Assert.True(preview.IsExact);
        Assert.Contains("campaigns_id_seq", Assert.Single(preview.NotRolledBack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AnotherTransactionHoldsTheRow_IsToldToTryAgain()
    {
        await using var other = new NpgsqlConnection(((PostgresWriterSource)Source).Owner);
        await other.OpenAsync();
        await using var holding = await other.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("UPDATE bins SET remark = 'held' WHERE id = 1", other))
        {
            await command.ExecuteNonQueryAsync();
        }

        var done = await ExecuteAsync("x", OneRow);

        Assert.Equal((WriteStatus.Failed, "sourceBusy"), (done.Status, done.Problem!.Code));
        await holding.RollbackAsync();
        Assert.Equal(WriteStatus.Executed, (await ExecuteAsync("x", OneRow)).Status);
    }

    [Fact]
    public async Task Execute_ConnectionKilledBeforeItIsCommitted_IsKnownToHaveFailed()
    {
        await Source.ChangeAsync(
            """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER waiting AFTER INSERT ON agentcluster_ledger.executed_action DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.action_id = 'x') EXECUTE FUNCTION wait();
            """);
        var before = await DumpAsync();

        var executing = ExecuteAsync("x", OneRow);
        await KillAsync("PgSleep");
        var done = await executing;

        Assert.Equal((WriteStatus.Failed, "sourceUnavailable"), (done.Status, done.Problem!.Code));
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task Execute_ConnectionKilledOnceItIsCommitted_IsKnownFromTheLedger()
    {
        // A commit waits for a standby that does not exist, durable already.
        await Source.ChangeAsync($"DO $$ BEGIN EXECUTE format('ALTER ROLE {Writer} IN DATABASE %I SET synchronous_commit = on', current_database()); END $$");
        await Source.ChangeAsync("ALTER SYSTEM SET synchronous_commit = 'local'");
        await Source.ChangeAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await Source.ChangeAsync("SELECT pg_reload_conf()");
        WriteOutcome done;
        try
        {
            var executing = ExecuteAsync("x", OneRow);
            await KillAsync("SyncRep");
            done = await executing;
        }
        finally
        {
            await Source.ChangeAsync("ALTER SYSTEM RESET synchronous_standby_names");
            await Source.ChangeAsync("ALTER SYSTEM RESET synchronous_commit");
            await Source.ChangeAsync("SELECT pg_reload_conf()");
        }

        Assert.True(done is { Status: WriteStatus.Executed, Rows: 1, Undoable: true }, $"{done}");
        Assert.Equal("4444", await Source.RowsAsync("SELECT quantity FROM bins WHERE id = 1"));
    }

    private async Task KillAsync(string waiting)
    {
        var killed = await Eventually.GetAsync(
            () => Source.RowsAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = '{Writer}' AND query = 'COMMIT' AND wait_event = '{waiting}'"),
            rows => rows.Length > 0);
        Assert.Equal("true", killed);
    }

    private protected override async Task<IWriterSource> CreateAsync(Action<ConfiguredSource>? source = null, Action<ExecutionOptions>? limits = null)
    {
        var bench = await PostgresBench.CreateAsync(limits, (server, database, configured) =>
        {
            configured.WriteConnectionString = PostgresBench.Login(server, database, Writer);
            source?.Invoke(configured);
        });
        await bench.ChangeAsync($"{SourceLedger.Postgres(Writer)} ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {Writer}; GRANT CREATE ON SCHEMA public TO {Writer}");
        var settings = await bench.Sources.FindAsync(Key, CancellationToken.None);
        return new PostgresWriterSource(bench, settings.Value!);
    }

    private sealed class PostgresWriterSource(PostgresBench bench, SourceSettings settings) : IWriterSource
    {
        private readonly NpgsqlDataSource _owner = NpgsqlDataSource.Create(bench.Owner);

        public string Owner => bench.Owner;

        public ISourceWriter Writer => bench.Writer;

        public SourceSettings Settings => settings;

        public Task ChangeAsync(string sql) => bench.ChangeAsync(sql);

        public async Task<string> RowsAsync(string sql)
        {
            await using var command = _owner.CreateCommand($"SELECT string_agg(concat_ws('|', VARIADIC ARRAY(SELECT coalesce(v.value, '') FROM json_each_text(row_to_json(r)) v)), E'\\n') FROM ({sql}) r");
            return await command.ExecuteScalarAsync() as string ?? "";
        }

        public async ValueTask DisposeAsync()
        {
            await _owner.DisposeAsync();
            await bench.DisposeAsync();
        }
    }
}
