using AgentCluster.Discovery;
using AgentCluster.Discovery.Patterns;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Execution;
using AgentCluster.Memory;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Discovery.Patterns;

public sealed class PatternDiscoveryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    // Weeks before the present week: four loans a week, then eight; the present week has one so far. Returned dates are no arrivals.
    private readonly SourceFile _file = new("""
        CREATE TABLE loan (id INTEGER PRIMARY KEY, lent_at TEXT NOT NULL, returned_on DATE, last_seen_at TEXT, desk TEXT, status TEXT);
        WITH RECURSIVE week(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM week WHERE n < 30),
            loan_of(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM loan_of WHERE k < 8)
        INSERT INTO loan (lent_at, returned_on, last_seen_at, desk, status)
        SELECT datetime('2026-03-02 09:00:00', '-' || (7 * n) || ' days', '+' || (k - 1) || ' hours'), CASE WHEN n > 2 THEN date('2026-02-28') END,
            '2026-03-03 10:00:00', CASE WHEN n = 2 THEN 'annex' WHEN k % 2 THEN 'east' ELSE 'west' END, CASE WHEN n < 3 THEN 'out' ELSE 'back' END
        FROM week, loan_of WHERE k <= 4 OR n <= 15;
        INSERT INTO loan (lent_at, desk, status) VALUES ('2026-03-03 08:00:00', 'east', 'out');
        CREATE TABLE author (id INTEGER PRIMARY KEY, birth_date DATE NOT NULL);
        INSERT INTO author (birth_date) SELECT lent_at FROM loan;
        CREATE VIEW out AS SELECT * FROM loan WHERE status = 'out';
        """);

    [Fact]
    public void Pattern_OfAWeeklyTable_TellsVolumesTrendAndNewValues()
    {
        var pattern = Discover().Table("loan")!.Recent!;

        Assert.Equal(("lent_at", PatternPeriod.Week, "2026-03-03 08:00:00"), (pattern.Column, pattern.Period, pattern.LastArrival));
        Assert.Equal(new PeriodVolume { Start = new DateOnly(2026, 3, 2), Count = 1 }, pattern.Volumes[^1]);
        Assert.Equal(new PeriodVolume { Start = new DateOnly(2026, 2, 23), Count = 8 }, pattern.Volumes[^2]);
        Assert.Equal(8, pattern.Typical);
        Assert.Equal(TrendDirection.Rising, pattern.Trend.Direction);
        Assert.Null(pattern.Silence);
        Assert.Equal(new NewValue { Column = "desk", Value = "annex", FirstSeen = new DateOnly(2026, 2, 16) }, Assert.Single(pattern.NewValues));
        Assert.Contains("about 8 rows a week", pattern.Sentence, StringComparison.Ordinal);
        Assert.Contains("'annex' (first row 2026-02-16)", pattern.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_OfATableThatFellSilent_SaysSinceWhen()
    {
        _time.Advance(TimeSpan.FromDays(40));

        var pattern = Discover().Table("loan")!.Recent!;

        Assert.Equal(new DataSilence { Periods = 5, LongestBefore = 0 }, pattern.Silence);
        Assert.Contains("Nothing arrived after 2026-03-03", pattern.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_OfViewsAndDatesOfSomethingElse_DoesNotExist()
    {
        var catalog = Discover();

        Assert.Null(catalog.Table("author")!.Recent);
        Assert.Null(catalog.Table("out")!.Recent);
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("2026.0000000")]
    [InlineData("2026-02-31x")]
    public void Pattern_WithATextThatIsNoTimeAmongTheTimes_LeavesItOut(string text)
    {
        var catalog = _file.Read();
        var before = Discover(catalog).Table("loan")!.Recent!;
        _file.Execute($"INSERT INTO loan (lent_at, desk, status) VALUES ('{text}', 'east', 'out')");

        var after = Discover(catalog).Table("loan")!.Recent!;

        Assert.Equal(before.Volumes.AsEnumerable(), after.Volumes.AsEnumerable());
        Assert.Equal(before.LastArrival, after.LastArrival);
    }

    [Fact]
    public void Discovery_Cancelled_EndsAtOnce() => Assert.Throws<OperationCanceledException>(() => Discover(new CancellationToken(canceled: true)));

    [Fact]
    public void Facts_OfAPattern_StayTheSameUntilItsFiguresChangeAndKeepValuesUntrusted()
    {
        var before = Facts();
        _file.Execute("INSERT INTO loan (lent_at, desk, status) VALUES ('2026-03-03 09:30:00', 'west', 'out')");

        Assert.Equal(before.Select(f => (f.UniqueKey, f.Content)), Facts().Select(f => (f.UniqueKey, f.Content)));
        Assert.Equal(MemoryTrust.Untrusted, Assert.Single(before, f => f.Content.Contains("annex", StringComparison.Ordinal)).Trust);
        var usual = Assert.Single(before, f => f.Content.Contains("usually", StringComparison.Ordinal));
        Assert.Equal("default:main.loan.lent_at", Assert.Single(usual.DependsOn).Object);
    }

    public void Dispose() => _file.Dispose();

    private List<MemoryDraft> Facts() =>
        [.. CatalogFacts.Of(Discover()).Where(f => f.Kind == MemoryKinds.DataPattern)];

    private Catalog Discover(CancellationToken cancellationToken = default) => Discover(_file.Read(cancellationToken: CancellationToken.None), cancellationToken);

    private Catalog Discover(Catalog catalog, CancellationToken cancellationToken = default) =>
        new PatternDiscovery([new SqliteArrivalReader()], _time).ExtendAsync(catalog, SourceProvider.Sqlite, _file.Connection, cancellationToken).GetAwaiter().GetResult();
}
