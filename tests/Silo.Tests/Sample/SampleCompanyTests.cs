using AgentCluster.Silo.Sample;

namespace AgentCluster.Silo.Tests.Sample;

[Collection(SampleCompanyCollection.Name)]
public sealed class SampleCompanyTests(SampleFixture fixture)
{
    private static readonly string[] PlannedDates =
        ["starts_on", "ends_on", "valid_until", "due_on", "renews_on", "expected_close_on"];

    private static readonly string[] LivelyColumns =
    [
        "ad_spend.spend_date", "api_usage.usage_date", "exchange_rates.rate_date", "invoices.issued_on", "leads.created_at",
        "payments.paid_at", "payouts.requested_at", "email_events.occurred_at", "web_sessions.started_at", "tickets.opened_at",
        "ticket_messages.sent_at", "audit_events.occurred_at", "webhooks_log.attempted_at", "users.last_login_at",
    ];

    [Fact]
    public void Schema_OfTheCompany_IsAsRichAsARealOne()
    {
        using var company = fixture.Open();
        var tables = company.Tables();
        Assert.True(tables.Count >= 58, $"{tables.Count} tables");
        Assert.True(company.Count("SELECT COUNT(*) FROM sqlite_master WHERE type = 'view'") >= 6);
        Assert.True(company.Count("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'") >= 3);
        Assert.True(tables.Sum(table => company.Count($"SELECT COUNT(DISTINCT id) FROM pragma_foreign_key_list('{table}') WHERE seq = 1")) >= 2);
        Assert.All(tables, table => Assert.NotEqual(0, company.Count($"SELECT COUNT(*) FROM pragma_table_info('{table}') WHERE pk > 0")));
    }

    [Fact]
    public void Rows_OfAllTables_AreAboutAHundredThousand()
    {
        using var company = fixture.Open();
        var counts = company.Tables().ToDictionary(table => table, table => company.Count($"SELECT COUNT(*) FROM {table}"));
        Assert.DoesNotContain(0, counts.Values);
        Assert.InRange(counts.Values.Sum(), 90_000, 120_000);
    }

    [Fact]
    public void Ledger_OfANewCompany_IsThereAndEmpty()
    {
        using var company = fixture.Open();
        Assert.Empty(company.Rows("SELECT action_id, executed_at, rows_affected, undo FROM agentcluster_ledger"));
    }

    [Fact]
    public void IntegrityCheck_OfTheFile_IsOk()
    {
        using var company = fixture.Open();
        Assert.Equal("ok", Assert.Single(company.Rows("PRAGMA integrity_check"))[0]);
    }

    [Fact]
    public void ForeignKeyCheck_OfTheFile_FindsNothing()
    {
        using var company = fixture.Open();
        Assert.Empty(company.Rows("PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task Content_OfTwoRunsOnOneDay_IsTheSame()
    {
        var again = Path.Combine(fixture.Folder, "again.db");
        await SampleCompany.CreateSqliteAsync(again, SampleFixture.TimeAt(SampleFixture.Today, hour: 23), CancellationToken.None);
        using var one = fixture.Open();
        using var other = new SampleDatabase(again);
        Assert.Equal(one.ContentHash(), other.ContentHash());
    }

    [Fact]
    public async Task Creation_WhereAFileIs_LeavesItAlone()
    {
        var path = Path.Combine(fixture.Folder, "mine.db");
        await File.WriteAllTextAsync(path, "mine");
        await SampleCompany.CreateSqliteAsync(path, SampleFixture.TimeAt(SampleFixture.Today), CancellationToken.None);
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Creation_ThatIsCancelled_LeavesNothing()
    {
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Folder, "cancelled")).FullName;
        using var cancellation = new CancellationTokenSource();
        var creation = SampleCompany.CreateSqliteAsync(
            Path.Combine(folder, "company.db"), SampleFixture.TimeAt(SampleFixture.Today), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData(2026, 6, 17)]
    [InlineData(2027, 1, 1)]
    [InlineData(2028, 2, 29)]
    public async Task Dates_OfEvents_ReachUpToTodayAndNotFurther(int year, int month, int dayOfMonth)
    {
        var today = new DateOnly(year, month, dayOfMonth);
        var path = Path.Combine(fixture.Folder, $"{today:yyyyMMdd}.db");
        await SampleCompany.CreateSqliteAsync(path, SampleFixture.TimeAt(today), CancellationToken.None);
        using var company = new SampleDatabase(path);
        foreach (var (table, column) in EventColumns(company))
        {
            var latest = (string?)company.Rows($"SELECT substr(max({column}), 1, 10) FROM {table}")[0][0];
            var isLively = LivelyColumns.Contains($"{table}.{column}");
            Assert.True(string.CompareOrdinal(latest, $"{today:yyyy-MM-dd}") <= 0, $"{table}.{column} goes up to {latest}");
            Assert.True(!isLively || string.CompareOrdinal(latest, $"{today.AddDays(-2):yyyy-MM-dd}") >= 0, $"{table}.{column} ends on {latest}");
        }

        Assert.Empty(company.Rows("PRAGMA foreign_key_check"));
    }

    private static IEnumerable<(string Table, string Column)> EventColumns(SampleDatabase company) =>
        from table in company.Tables()
        from column in company.Rows($"SELECT name FROM pragma_table_info('{table}') WHERE type IN ('DATE', 'TIMESTAMP')")
        where !PlannedDates.Contains((string)column[0]!)
        select (table, (string)column[0]!);
}
