using AgentCluster.Discovery;
using AgentCluster.Interactions;
using AgentCluster.Learning;

namespace AgentCluster.Grains.Tests.Learning.Mining;

public sealed class PatternMineTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 30, 9, 0, 0, TimeSpan.Zero);

    private static readonly Catalog Library = new()
    {
        Source = "default",
        Dialect = "sqlite",
        Tables = [Table("loan", "id", "book_id", "desk"), Table("book", "id", "title")],
    };

    private readonly PatternMine _mine = new(Library);
    private int _asked;

    [Fact]
    public void Questions_ThatDifferInValuesOnly_AreOneRoutineWithItsRhythmAndEvidence()
    {
        for (var week = 0; week < 4; week++)
        {
            Add($"How many loans has desk {week + 1}?", $"SELECT COUNT(*) FROM loan WHERE desk = {week + 1}", Monday.AddDays(-7 * week));
        }

        Add("Something else", null, Monday.AddDays(-1));

        var routine = Assert.Single(_mine.Patterns(), p => p.Kind == PatternKinds.RoutineQuestion);
        Assert.Equal(("How many loans has desk …?", 4, "every Monday"), (routine.Subject, routine.Tally.Support, routine.Rhythm));
        Assert.Equal((Monday.AddDays(-21), Monday), (routine.Tally.FirstSeen, routine.Tally.LastSeen));
        Assert.Equal(["q0", "q1", "q2", "q3"], routine.Tally.Evidence.AsEnumerable());
        Assert.Equal(0.8, routine.Confidence);
    }

    [Fact]
    public void Statements_ThatRan_GiveJoinsFiltersAndTablesWithTheirShares()
    {
        const string Joined = "SELECT b.title FROM loan l JOIN book b ON b.id = l.book_id WHERE l.desk = 'east'";
        for (var i = 0; i < 3; i++)
        {
            Add($"a{i}", Joined, Monday);
        }

        Add("b", "SELECT COUNT(*) FROM loan", Monday);

        var patterns = _mine.Patterns().ToDictionary(p => (p.Kind, p.Subject), p => (p.Tally.Support, p.Confidence));
        Assert.Equal((3, 1), patterns[(PatternKinds.HotJoin, "book.id = loan.book_id")]);
        Assert.Equal((3, 0.75), patterns[(PatternKinds.FrequentFilter, "loan.desk = 'east'")]);
        Assert.Equal((4, 1), patterns[(PatternKinds.MostUsedTable, "loan")]);
        Assert.Equal((3, 0.75), patterns[(PatternKinds.MostUsedTable, "book")]);
    }

    [Fact]
    public void Statements_CalledWrongOrSeenTwice_GiveNoPattern()
    {
        for (var i = 0; i < 3; i++)
        {
            Add($"a{i}", "SELECT COUNT(*) FROM loan", Monday, FeedbackVerdict.Incorrect);
        }

        Add("b", "SELECT COUNT(*) FROM book", Monday);
        Add("b", "SELECT COUNT(*) FROM book", Monday);

        Assert.Empty(_mine.Patterns());
    }

    [Fact]
    public void Insight_OfAPattern_KeepsItsFiguresOutOfItsContentAndComesBack()
    {
        for (var i = 0; i < 3; i++)
        {
            Add("How many loans?", "SELECT COUNT(*) FROM loan", Monday.AddHours(-i));
        }

        var before = InsightMemory.Draft(_mine.Patterns().First(), Library);
        Add("How many loans?", "SELECT COUNT(*) FROM loan", Monday.AddHours(-4));
        var after = InsightMemory.Draft(_mine.Patterns().First(), Library);

        Assert.Equal((before.Content, before.UniqueKey), (after.Content, after.UniqueKey));
        var read = InsightMemory.Read(new() { Id = "m", Kind = after.Kind, Subject = after.Subject, Content = after.Content, Metadata = after.Metadata, Provenance = after.Provenance })!;
        Assert.Equal((PatternKinds.RoutineQuestion, "How many loans?", 4, "data-analyst"), (read.Kind, read.Subject, read.Support, read.Agent));
        Assert.EndsWith("Seen 4 times since 2026-03-30, last on 2026-03-30.", read.Sentence, StringComparison.Ordinal);
    }

    private void Add(string question, string? sql, DateTimeOffset at, FeedbackVerdict? verdict = null) =>
        _mine.Add(new($"q{_asked++}", "data-analyst", "default", question, sql, InteractionStatus.Completed, 0.9, verdict, at));

    private static CatalogTable Table(string name, params string[] columns) =>
        new() { Schema = "main", Name = name, Fingerprint = "f", Columns = [.. columns.Select(c => new CatalogColumn { Name = c })] };
}
