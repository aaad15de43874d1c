using System.Globalization;
using AgentCluster.Silo.Sample.Postgres;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Silo.Tests.Sample;

[Collection(SampleCompanyCollection.Name)]
public sealed class PostgresSampleTests(SampleFixture sqlite, PostgresSampleFixture postgres) : IClassFixture<PostgresSampleFixture>
{
    private const string OwnFunctions = "pg_proc p WHERE p.pronamespace = 'public'::regnamespace";

    [Fact]
    public async Task Rows_OfEveryTable_AreThoseOnSqlite()
    {
        using var company = sqlite.Open();
        foreach (var table in company.Tables())
        {
            var columns = company.Rows($"SELECT name FROM pragma_table_info('{table}')").Select(row => $"\"{row[0]}\"").ToList();
            var sql = $"SELECT {string.Join(", ", columns)} FROM \"{table}\"";
            var ours = company.Rows(sql).Select(Text).Order(StringComparer.Ordinal);
            var theirs = (await postgres.RowsAsync(sql)).Select(Text).Order(StringComparer.Ordinal);
            Assert.True(ours.SequenceEqual(theirs, StringComparer.Ordinal), table);
        }
    }

    [Fact]
    public async Task Schema_OfTheCompany_IsAsRichAsARealOne()
    {
        const string Relations = "pg_class WHERE relnamespace = 'public'::regnamespace AND NOT relispartition AND relkind = ";
        Assert.True(await postgres.CountAsync($"SELECT COUNT(*) FROM {Relations} ANY ('{{r,p}}')") >= 58);
        Assert.Equal(1, await postgres.CountAsync($"SELECT COUNT(*) FROM {Relations} 'p'"));
        Assert.True(await postgres.CountAsync("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = 'api_usage'::regclass") >= 5);
        Assert.True(await postgres.CountAsync($"SELECT COUNT(*) FROM {Relations} 'v'") >= 6);
        Assert.Equal(1, await postgres.CountAsync($"SELECT COUNT(*) FROM {Relations} 'm'"));
        Assert.True(await postgres.CountAsync("SELECT COUNT(*) FROM pg_type WHERE typtype = 'e'") >= 20);
        Assert.True(await postgres.CountAsync("SELECT COUNT(*) FROM pg_policies WHERE schemaname = 'public'") >= 6);
        Assert.Equal(4, await postgres.CountAsync("SELECT COUNT(*) FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0"));
        Assert.True(await postgres.CountAsync("SELECT COUNT(*) FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = 'clients'::regclass") >= 3);
    }

    [Fact]
    public async Task Functions_OfTheCompany_AreOfEveryVolatility()
    {
        Assert.True(await postgres.CountAsync($"SELECT COUNT(*) FROM {OwnFunctions} AND prorettype <> 'trigger'::regtype") >= 21);
        foreach (var kind in new[] { "provolatile = 'i'", "provolatile = 's'", "provolatile = 'v'", "prosecdef", "prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')" })
        {
            Assert.True(await postgres.CountAsync($"SELECT COUNT(*) FROM {OwnFunctions} AND prorettype <> 'trigger'::regtype AND {kind}") >= 3, kind);
        }
    }

    [Theory]
    [InlineData("SELECT gross_amount(100, 20), click_rate(3, 100), fiscal_quarter('2026-05-01'), normalize_domain('https://www.Acme.com/x'), mask_email('ada@x.org')", "120.00|0.030000|2026-Q2|acme.com|a**@x.org")]
    [InlineData("SELECT client_status_rank('churned'), ticket_backlog() > ticket_backlog('urgent'), convert_to_usd(10, 'USD', '2026-01-01'), count(*) FROM top_clients(3)", "4|t|10|3")]
    [InlineData("SELECT client_balance(id) = (SELECT sum(total_amount) FROM outstanding_invoices(id)) FROM clients WHERE client_balance(id) > 0 LIMIT 1", "t")]
    public async Task Functions_ThatRead_AreTheReadingLogins(string sql, string result) =>
        Assert.Equal(result, string.Join('|', Assert.Single(await postgres.RowsAsync(sql, postgres.Report.Reader))));

    [Theory]
    [InlineData("SELECT pause_client(1)")]
    [InlineData("UPDATE clients SET name = name")]
    [InlineData("SELECT * FROM agentcluster_ledger.executed_action")]
    [InlineData("CREATE TABLE mine (id integer)")]
    [InlineData("CREATE TEMPORARY TABLE mine (id integer)")]
    public async Task Login_ForReading_MayDoNothingElse(string sql) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => postgres.RowsAsync(sql, postgres.Report.Reader))).SqlState);

    [Fact]
    public async Task Login_ForInspecting_ReadsNoRow() =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => postgres.RowsAsync("SELECT * FROM clients", postgres.Report.Inspector))).SqlState);

    [Fact]
    public async Task Login_ForWriting_ChangesARowWithItsLedgerRowAndWhatPoliciesAllow()
    {
        var rows = await postgres.RowsAsync(
            """
            BEGIN;
            UPDATE invoices SET status = 'void' WHERE status = 'overdue';
            INSERT INTO agentcluster_ledger.executed_action (action_id, rows_affected) VALUES ('a', 1);
            UPDATE invoices SET status = 'void' WHERE status = 'paid';
            SELECT (SELECT count(*) FROM invoices WHERE status = 'overdue'), (SELECT count(*) > 0 FROM invoices WHERE status = 'paid'), (SELECT count(*) > 0 FROM audit_events WHERE action = 'status void');
            ROLLBACK
            """,
            postgres.Report.Writer);
        Assert.Equal("0|t|t", string.Join('|', Assert.Single(rows)));
    }

    [Fact]
    public async Task Creation_WhereTheCompanyIs_LeavesItAlone()
    {
        var again = await PostgresSample.MakeAsync(postgres.Owner, SampleFixture.TimeAt(SampleFixture.Today.AddYears(1)), CancellationToken.None);
        Assert.False(again.IsNew);
        Assert.Empty(again.Passwords);
    }

    [Fact]
    public async Task Creation_WhereSomethingWasLeftUndone_IsFinished()
    {
        var inspector = postgres.Report.Inspector;
        await PostgresServer.ExecuteAsync(postgres.Owner, $"CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1'; ALTER ROLE {inspector} RESET log_min_messages");
        await PostgresSample.MakeAsync(postgres.Owner, TimeProvider.System, CancellationToken.None);
        Assert.Equal(1, await postgres.CountAsync($"SELECT count(*) FROM pg_roles WHERE rolname = '{inspector}' AND rolconfig = ARRAY['log_min_messages=fatal']"));
        Assert.Equal(0, await postgres.CountAsync($"SELECT count(*) FROM pg_proc WHERE proname = 'tidy' AND has_function_privilege('{postgres.Report.Reader}', oid, 'EXECUTE')"));
        await PostgresServer.ExecuteAsync(postgres.Owner, "DROP PROCEDURE tidy");
    }

    [Theory]
    [InlineData("order")]
    [InlineData("2026 user's")]
    public async Task Creation_InADatabaseWhoseNameNeedsQuotationMarks_MakesItsLogins(string database)
    {
        await PostgresServer.ExecuteAsync(postgres.Owner, $"CREATE DATABASE \"{database}\"");
        var report = await PostgresSample.MakeAsync(postgres.OwnerOf(database), TimeProvider.System, CancellationToken.None);
        Assert.Equal([$"{database}_inspector", $"{database}_reader", $"{database}_writer"], report.Passwords.Keys.Order(StringComparer.Ordinal));
        await PostgresServer.ExecuteAsync(postgres.Owner, $"DROP DATABASE \"{database}\"");
        foreach (var login in report.Passwords.Keys)
        {
            await PostgresServer.ExecuteAsync(postgres.Owner, $"DROP ROLE \"{login}\"");
        }
    }

    [Fact]
    public async Task Creation_InADatabaseWithTooLongAName_IsRefused()
    {
        var database = new string('a', 54);
        await PostgresServer.ExecuteAsync(postgres.Owner, $"CREATE DATABASE {database}");
        var refused = await Assert.ThrowsAsync<AgentClusterException>(() => PostgresSample.MakeAsync(postgres.OwnerOf(database), TimeProvider.System, CancellationToken.None));
        Assert.Contains("53 bytes", refused.Message, StringComparison.Ordinal);
        await postgres.DropAsync(database);
    }

    [Theory]
    [InlineData("CREATE SCHEMA other; CREATE TABLE other.things (id integer)", "other.things")]
    [InlineData("CREATE FUNCTION helper() RETURNS integer LANGUAGE sql AS 'SELECT 1'", "public.helper")]
    [InlineData("CREATE TYPE mood AS ENUM ('glad')", "public.mood")]
    public async Task Creation_InADatabaseThatHoldsSomething_IsRefusedAndChangesNothing(string script, string holds)
    {
        var database = await postgres.CreateEmptyDatabaseAsync();
        await using var connection = new NpgsqlConnection($"{postgres.OwnerOf(database)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync();
        var refused = await Assert.ThrowsAsync<AgentClusterException>(() => PostgresSample.MakeAsync(postgres.OwnerOf(database), TimeProvider.System, CancellationToken.None));
        Assert.Contains(holds, refused.Message, StringComparison.Ordinal);
        command.CommandText = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace";
        Assert.Equal(0L, await command.ExecuteScalarAsync());
        await postgres.DropAsync(database);
    }

    private static string Text(IEnumerable<object?> row) => string.Join('\u001f', row.Select(value => value switch
    {
        "t" => "1",
        "f" => "0",
        string { Length: 22 } instant when instant.EndsWith("+00", StringComparison.Ordinal) => instant[..19],
        string text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Number(number) : text,
        double real => Number((decimal)real),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));

    private static string Number(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
