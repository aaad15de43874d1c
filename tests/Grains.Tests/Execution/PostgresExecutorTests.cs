using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class PostgresExecutorTests : IAsyncLifetime
{
    private const string Active = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%FETCH%' AND pid <> pg_backend_pid()";

    private PostgresBench _bench = null!;

    public async Task InitializeAsync() => _bench = await PostgresBench.CreateAsync();

    public Task DisposeAsync() => _bench.DisposeAsync().AsTask();

    [Trait("Category", "PostgresSource")]
    [Fact]
    public async Task Read_EveryStatementKnown_LeavesTheServerAsItWas()
    {
        await using var bench = await PostgresBench.CreateAsync(limits => limits.StatementTimeout = TimeSpan.FromMilliseconds(500));
        var before = await bench.FingerprintAsync();
        foreach (var (verdict, sql) in PostgresBench.Corpus.Concat(SqlCorpus.Attacks(SourceProvider.Postgres)))
        {
            var outcome = await bench.ReadAsync(sql);
            Assert.True(verdict == Verdict.Read || outcome.Result is null, sql);
            Assert.True(outcome.Problem?.Code is null or "forbiddenSql" or "sqlError" or "notARead" or "timeout", $"{sql}: {outcome.Problem?.Code}");
        }

        Assert.Equal(before, await bench.FingerprintAsync());
    }

    [Trait("Category", "PostgresSource")]
    [Fact]
    public async Task Read_EveryReadOfTheCorpus_RunsOrIsRefusedByTheServer()
    {
        foreach (var (_, sql) in PostgresBench.Corpus.Where(row => row.Verdict == Verdict.Read && !row.Sql.Contains("1000000000000", StringComparison.Ordinal)))
        {
            // The fixture's reading login may not see every table of the corpus.
            var problem = (await _bench.ReadAsync(sql)).Problem;
            Assert.True(problem is null || problem.Message.Contains("permission denied", StringComparison.Ordinal), $"{sql}: {problem?.Message}");
        }
    }

    [Trait("Category", "PostgresSource")]
    [Fact]
    public async Task Read_Values_HaveTheFormOfTheApi()
    {
        var (rows, types) = await _bench.RowsAsync(
            """
            SELECT 7::int2, 9007199254740993::int8, 1.50::numeric, 1234567890.1234567890::numeric, 'NaN'::numeric, 0.1::float8 + 0.2::float8, true,
                   date '2026-01-02', timestamp '2026-01-02 03:04:05.5', timestamptz '2026-01-02 03:04:05+02', '\x0102'::bytea, '{"a": 1}'::jsonb,
                   ARRAY[1, 2], '1 day 02:00'::interval, inet '10.0.0.1', '[1,2,3]'::vector, NULL::text, 'ä "q"'::text, 'infinity'::timestamp
            """);

        Assert.Equal(
            """[7,"9007199254740993",1.50,"1234567890.1234567890","NaN",0.30000000000000004,true,"2026-01-02","2026-01-02T03:04:05.5","2026-01-02T01:04:05Z","AQI=","{\"a\": 1}","{1,2}","1 day 02:00:00","10.0.0.1","[1,2,3]",null,"ä \"q\"","infinity"]""",
            rows[0].GetRawText());
        Assert.Equal<string>(
            ["integer", "integer", "number", "number", "number", "number", "boolean", "date", "timestamp", "timestamp", "bytes", "json", "text", "text", "text", "text", "text", "text", "timestamp"],
            types);
    }

    [Fact]
    public async Task Read_Parameters_AreBoundByNumber()
    {
        var (rows, _) = await _bench.RowsAsync("SELECT $2::text, $1 + 1", 41, "x");

        Assert.Equal("[\"x\",42]", rows[0].GetRawText());
        Assert.Equal("forbiddenSql", (await _bench.ReadAsync("SELECT $1::int + $2::int", [1])).Problem!.Code);
    }

    [Fact]
    public async Task Read_MoreThanAllowed_KeepsWholeRows()
    {
        await using var bench = await PostgresBench.CreateAsync(limits => limits.MaxBytes = 4096);

        var some = (await bench.ReadAsync("SELECT g FROM generate_series(1, 9) g", maxRows: 2)).Result!;
        var exact = (await bench.ReadAsync("SELECT g FROM generate_series(1, 3) g", maxRows: 3)).Result!;
        var wide = (await bench.ReadAsync("SELECT repeat('x', 100) FROM generate_series(1, 500)")).Result!;
        var huge = (await bench.ReadAsync("SELECT repeat('x', 5000000) FROM generate_series(1, 20)")).Result!;

        Assert.Equal(("[[1],[2]]", true), (some.RowsJson, some.Truncated));
        Assert.Equal((3, false), (exact.RowCount, exact.Truncated));
        Assert.True(wide.Truncated);
        Assert.InRange(wide.RowsJson.Length, 3900, 4096);
        Assert.Equal(wide.RowCount, JsonDocument.Parse(wide.RowsJson).RootElement.GetArrayLength());
        Assert.Equal(("[]", true), (huge.RowsJson, huge.Truncated));
        Assert.Equal("[[1]]", (await bench.ReadAsync("SELECT 1")).Result!.RowsJson);
    }

    [Fact]
    public async Task Read_Endless_TimesOutAndTheSourceGoesOn()
    {
        await using var bench = await PostgresBench.CreateAsync(limits => limits.StatementTimeout = TimeSpan.FromMilliseconds(200));

        Assert.Equal("timeout", (await bench.ReadAsync("SELECT count(*) FROM generate_series(1, 1000000000000)")).Problem!.Code);
        Assert.Equal("[[1]]", (await bench.ReadAsync("SELECT 1")).Result!.RowsJson);
    }

    [Fact]
    public async Task Read_CallerLeaves_EndsTheStatementOnTheServer()
    {
        await using var bench = await PostgresBench.CreateAsync(limits => limits.StatementTimeout = TimeSpan.FromMinutes(5));
        using var cancellation = new CancellationTokenSource();
        var running = bench.ReadAsync("SELECT count(*) FROM generate_series(1, 1000000000000)", cancellationToken: cancellation.Token);
        await Eventually.GetAsync(() => bench.ValueAsync(Active), active => active is > 0L);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(1)));
        await Eventually.GetAsync(() => bench.ValueAsync(Active), active => active is 0L);
    }

    [Fact]
    public async Task Read_SqlErrors_AreTheServersWords()
    {
        Assert.Contains("nme", (await _bench.ReadAsync("SELECT nme FROM clients")).Problem!.Message, StringComparison.Ordinal);
        Assert.Equal("sqlError", (await _bench.ReadAsync("SELECT 1 / (id - id) FROM clients")).Problem!.Code);
    }

    [Fact]
    public async Task Read_NoReadingLogin_IsRefusedButInspected()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (_, _, configured) => configured.ReadConnectionString = null);

        var outcome = await bench.ReadAsync("SELECT 1");

        Assert.Equal("noReadingLogin", outcome.Problem!.Code);
        Assert.Equal(Verdict.Read, outcome.Inspection!.Verdict);
        Assert.Equal(Verdict.Read, (await bench.InspectAsync("SELECT 1")).Verdict);
    }

    [Theory]
    [InlineData("GRANT INSERT ON clients TO {0}", "may INSERT on table public.clients", "REVOKE INSERT ON public.clients FROM")]
    [InlineData("GRANT UPDATE (name) ON clients TO {0}", "may UPDATE (name) ON public.clients", "REVOKE UPDATE (name) ON public.clients FROM")]
    [InlineData("GRANT CREATE ON SCHEMA public TO PUBLIC", "may CREATE on schema public", "REVOKE CREATE ON SCHEMA public FROM PUBLIC")]
    [InlineData("GRANT TEMPORARY ON DATABASE {1} TO PUBLIC", "may TEMPORARY on database", "REVOKE TEMPORARY ON DATABASE")]
    [InlineData("GRANT USAGE ON SEQUENCE invoice_seq TO {0}", "may USAGE on sequence public.invoice_seq", "REVOKE USAGE ON SEQUENCE public.invoice_seq")]
    [InlineData("GRANT agent_rw TO {0}", "a member of role agent_rw", "REVOKE INSERT ON public.clients FROM agent_rw")]
    [InlineData("GRANT pg_write_all_data TO {0}", "is a member of pg_write_all_data", "REVOKE pg_write_all_data FROM")]
    [InlineData("ALTER ROLE {0} SUPERUSER", "is a superuser", "NOSUPERUSER")]
    [InlineData("ALTER ROLE {0} BYPASSRLS", "has BYPASSRLS", "NOBYPASSRLS")]
    [InlineData("CREATE TABLE mine(a int); ALTER TABLE mine OWNER TO {0}", "owns table mine", "REASSIGN OWNED BY")]
    [InlineData("GRANT DELETE, TRUNCATE ON orders TO {0}", "may DELETE on table public.orders", "REVOKE TRUNCATE ON public.orders FROM")]
    [InlineData("GRANT TRIGGER ON clients TO PUBLIC", "may TRIGGER on table public.clients because PUBLIC may", "REVOKE TRIGGER ON public.clients FROM PUBLIC")]
    [InlineData("GRANT CREATE ON DATABASE {1} TO {0}", "may CREATE on database", "REVOKE CREATE ON DATABASE")]
    [InlineData("GRANT CREATE ON SCHEMA app TO {0}", "may CREATE on schema app", "REVOKE CREATE ON SCHEMA app FROM")]
    [InlineData("CREATE ROLE {0}_between ROLE {0}; GRANT app_owner TO {0}_between", "a member of role app_owner", "REASSIGN OWNED BY app_owner")]
    [InlineData("ALTER ROLE {0} NOINHERIT; GRANT agent_rw TO {0}", "a member of role agent_rw", "REVOKE INSERT ON public.clients FROM agent_rw")]
    [InlineData("GRANT pg_execute_server_program TO {0}", "is a member of pg_execute_server_program", "REVOKE pg_execute_server_program FROM")]
    [InlineData("GRANT pg_read_server_files TO {0}", "is a member of pg_read_server_files", "REVOKE pg_read_server_files FROM")]
    [InlineData("ALTER ROLE {0} CREATEROLE", "has CREATEROLE", "NOCREATEROLE")]
    [InlineData("ALTER ROLE {0} CREATEDB", "has CREATEDB", "NOCREATEDB")]
    [InlineData("ALTER ROLE {0} REPLICATION", "has REPLICATION", "NOREPLICATION")]
    [InlineData("ALTER SCHEMA app OWNER TO {0}", "owns schema app", "REASSIGN OWNED BY")]
    [InlineData("ALTER FUNCTION purge_clients() OWNER TO {0}", "owns function purge_clients()", "REASSIGN OWNED BY")]
    [InlineData("ALTER DATABASE {1} OWNER TO {0}", "owns database", "REASSIGN OWNED BY")]
    [InlineData("SELECT lo_create(77); GRANT UPDATE ON LARGE OBJECT 77 TO {0}", "may UPDATE on large object 77", "REVOKE UPDATE ON LARGE OBJECT 77 FROM")]
    [InlineData("CREATE EXTENSION postgres_fdw; GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO {0}", "may USAGE on foreign data wrapper postgres_fdw", "REVOKE USAGE ON FOREIGN DATA WRAPPER postgres_fdw FROM")]
    [InlineData("GRANT SET ON PARAMETER session_replication_role TO {0}", "may SET on parameter session_replication_role", "REVOKE SET ON PARAMETER session_replication_role FROM")]
    public async Task Read_ReadingLoginThatMayDoMore_IsRefusedWithTheRemedy(string change, string fault, string remedy)
    {
        var role = $"reader_{Guid.NewGuid():N}";
        await _bench.ChangeAsync($"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA public TO {role}; GRANT SELECT ON clients TO {role}");
        try
        {
            await using var bench = await PostgresBench.CreateAsync(source: (server, database, configured) => configured.ReadConnectionString = PostgresBench.Login(server, database, role));
            await bench.ChangeAsync($"GRANT USAGE ON SCHEMA public TO {role}; GRANT SELECT ON clients TO {role}");
            Assert.Null((await bench.ReadAsync("SELECT 1")).Problem);

            await using var loose = await PostgresBench.CreateAsync(source: (server, database, configured) => configured.ReadConnectionString = PostgresBench.Login(server, database, role));
            await loose.ChangeAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, $"GRANT USAGE ON SCHEMA public TO {role};" + change, role, loose.Database));
            var outcome = await loose.ReadAsync("SELECT 1");

            Assert.Equal("unsafeReadingLogin", outcome.Problem?.Code);
            Assert.Contains(fault, outcome.Problem!.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, outcome.Problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            await _bench.ChangeAsync($"DROP OWNED BY {role}; DROP ROLE IF EXISTS {role}_between; ALTER ROLE {role} NOLOGIN NOSUPERUSER");
        }
    }

    [Theory]
    [InlineData("pg_read_all_data")]
    [InlineData("pg_monitor")]
    public async Task Read_ReadingLoginInARoleThatOnlyReads_IsServed(string role)
    {
        var reader = $"reader_{Guid.NewGuid():N}";
        await _bench.ChangeAsync($"CREATE ROLE {reader} LOGIN; GRANT {role} TO {reader}");
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, configured) => configured.ReadConnectionString = PostgresBench.Login(server, database, reader));
        await bench.ChangeAsync($"GRANT USAGE ON SCHEMA public TO {reader}");

        Assert.Null((await bench.ReadAsync("SELECT 1")).Problem);

        await _bench.ChangeAsync($"ALTER ROLE {reader} NOLOGIN");
    }

    [Fact]
    public async Task Read_OtherSchemasInSight_IsRefused()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, configured) => configured.ConnectionString += ";Search Path=app,public");
        await bench.ChangeAsync($"GRANT USAGE ON SCHEMA app TO {PostgresBench.Inspector}");

        Assert.Equal("unsafeReadingLogin", (await bench.ReadAsync("SELECT 1")).Problem!.Code);
    }

    [Fact]
    public async Task Inspect_LoginThatWouldLogTrees_IsRefusedWithTheCommand()
    {
        await _bench.ChangeAsync("DO $$ BEGIN CREATE ROLE \"Noisy one\" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await using var bench = await PostgresBench.CreateAsync(source: (server, database, configured) => configured.ConnectionString = PostgresBench.Login(server, database, "Noisy one"));

        var outcome = await bench.ReadAsync("SELECT 1");

        Assert.Equal("unsafeInspectingLogin", outcome.Problem!.Code);
        Assert.Contains("ALTER ROLE \"Noisy one\" SET log_min_messages = 'fatal';", outcome.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ServerAway_IsToldAndThenNotTriedForAWhile()
    {
        await using var bench = await PostgresBench.CreateAsync(source: (_, _, configured) => configured.ConnectionString = "postgresql://nobody@127.0.0.1:1/none");

        var problems = new List<Problem?>();
        for (var i = 0; i < 6; i++)
        {
            problems.Add((await bench.ReadAsync("SELECT 1")).Problem);
        }

        Assert.All(problems, problem => Assert.Equal((ProblemKind.Unavailable, "sourceUnavailable"), (problem!.Kind, problem.Code)));
        Assert.Contains("left alone", problems[^1]!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE OR REPLACE VIEW v AS SELECT value AS name FROM integration_tokens", "forbiddenSql")]
    [InlineData("CREATE OR REPLACE VIEW base AS SELECT value AS name FROM integration_tokens", "forbiddenSql")]
    [InlineData("DROP VIEW v; CREATE VIEW v AS SELECT value AS name FROM integration_tokens; GRANT SELECT ON v TO agent_ro", "forbiddenSql")]
    [InlineData("CREATE SCHEMA hidden; CREATE TABLE hidden.integration_tokens PARTITION OF parted FOR VALUES IN ('x')", "forbiddenSql")]
    [InlineData("ALTER TABLE parted ADD COLUMN more text; ALTER TABLE clients ADD COLUMN more text", null)]
    public async Task Read_SourceAlteredAMomentAgo_IsInspectedAnew(string alteration, string? code)
    {
        await using var bench = await PostgresBench.CreateAsync(time: new FakeTimeProvider());
        await bench.ChangeAsync(
            """
            CREATE TABLE parted(name text) PARTITION BY LIST (name); CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN ('a');
            CREATE VIEW base AS SELECT name FROM clients UNION ALL SELECT name FROM parted; CREATE VIEW v AS SELECT name FROM base; GRANT SELECT ON v, parted TO agent_ro;
            """);
        Assert.Null((await bench.ReadAsync("SELECT * FROM v")).Problem);

        await bench.ChangeAsync(alteration);

        Assert.Equal(code, (await bench.ReadAsync("SELECT * FROM v")).Problem?.Code);
    }

    [Fact]
    public async Task Read_PolicyOfTheReadingLoginAlone_Holds()
    {
        await _bench.ChangeAsync(
            """
            CREATE TABLE allowed(id bigint); INSERT INTO allowed VALUES (2); GRANT SELECT ON allowed TO agent_ro; ALTER TABLE clients ENABLE ROW LEVEL SECURITY;
            CREATE POLICY few ON clients TO agent_ro USING (id IN (SELECT id FROM allowed)); CREATE POLICY every ON clients TO agent_inspect USING (true);
            """);

        Assert.Equal("[[2]]", (await _bench.RowsAsync("SELECT id FROM clients")).Rows.GetRawText());
    }

    [Fact]
    public async Task Put_Logins_AreProvedAndEncryptedAndServe()
    {
        var settings = new SourceSettings { Provider = SourceProvider.Postgres, ConnectionString = _bench.Login(PostgresBench.Inspector), ReadConnectionString = _bench.Login(PostgresBench.Reader) };
        var key = new SourceKey(PostgresBench.Tenant, "second");

        Assert.Equal("readConnectionString", (await _bench.Sources.PutAsync(key, settings with { ReadConnectionString = _bench.Login("no_such_role") }, CancellationToken.None)).Problem!.Field);
        Assert.Equal("writeConnectionString", (await _bench.Sources.PutAsync(key, settings with { WriteConnectionString = "Bad=1" }, CancellationToken.None)).Problem!.Field);
        Assert.True((await _bench.Sources.PutAsync(key, settings, CancellationToken.None)).Succeeded);

        var outcome = await _bench.Executor.ReadAsync(new ReadRequest { Source = key, Sql = "SELECT 1", Agent = "api" }, CancellationToken.None);
        Assert.Equal("[[1]]", outcome.Result!.RowsJson);
    }
}
