using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class ExampleMatcherTests
{
    private const string Learned = "SELECT COUNT(*) FROM loans l JOIN members m ON m.id = l.member_id WHERE m.city = 'Prague'";

    [Fact]
    public void Example_SameQuestion_IsUsedAsItIs() =>
        Assert.Equal(Learned, Ask.Sql(Catalogs.Library, "how many borrowings in prague", Ask.Example("How many borrowings in Prague?", Learned)));

    [Fact]
    public void Example_OtherValueOfTheSameColumn_FillsTheSlot() =>
        Assert.Equal(
            Learned.Replace("Prague", "Vienna", StringComparison.Ordinal),
            Ask.Sql(Catalogs.Library, "How many borrowings in Vienna?", Ask.Example("How many borrowings in Prague?", Learned)));

    [Theory]
    [InlineData("SELECT COUNT(*) FROM public.members m WHERE m.city::text = 'Prague'")]
    [InlineData("SELECT COUNT(*) FROM members m WHERE CAST(m.city AS text) = 'Prague' LIMIT $1")]
    [InlineData("SELECT COUNT(*) FROM members m WHERE m.city ILIKE '%Prague%'")]
    [InlineData("SELECT COUNT(*) FROM members m WHERE m.city = ANY (ARRAY['Prague'])")]
    [InlineData("SELECT COUNT(*) FROM members m WHERE m.\"city\" IN ('Prague')")]
    public void Example_PostgresStatement_FillsTheSlot(string learned) => Assert.Equal(
        learned.Replace("Prague", "Vienna", StringComparison.Ordinal),
        Ask.Sql(Catalogs.Library, "How many borrowings in Vienna?", Ask.Example("How many borrowings in Prague?", learned)));

    [Fact]
    public void Example_EscapedLiteral_IsWrittenAnew() => Assert.Equal(
        "SELECT COUNT(*) FROM members WHERE city = 'Vienna' AND full_name <> E'O\\'Hara'",
        Ask.Sql(Catalogs.Library, "How many borrowings in Vienna?", Ask.Example("How many borrowings in Prague?", "SELECT COUNT(*) FROM members WHERE city = E'Prague' AND full_name <> E'O\\'Hara'")));

    [Fact]
    public void Example_NumberOfAPlaceOrAType_IsNoneOfTheQuestion() => Assert.Equal(
        "SELECT CAST($20 AS varchar(20)), title::varchar(20) FROM books WHERE pages > 30",
        Ask.Sql(Catalogs.Library, "Which books have over 30 leaves?", Ask.Example("Which books have over 20 leaves?", "SELECT CAST($20 AS varchar(20)), title::varchar(20) FROM books WHERE pages > 20")));

    [Fact]
    public void Example_ValueOfAnotherColumn_IsNotATemplate() =>
        Assert.DoesNotContain(
            Ask.Plan(Catalogs.Library, "How many borrowings in Poland?", Ask.Example("How many borrowings in Prague?", Learned)).Proposals,
            proposal => proposal.Memories.Length > 0);

    [Fact]
    public void Example_OtherYear_MovesItsDates() =>
        Assert.Equal(
            "SELECT COUNT(*) FROM loans WHERE lent_on >= '2024-01-01' AND lent_on < '2025-01-01' AND returned_on IS NULL",
            Ask.Sql(Catalogs.Library, "How many unreturned items in 2024?", Ask.Example(
                "How many unreturned items in 2023?", "SELECT COUNT(*) FROM loans WHERE lent_on >= '2023-01-01' AND lent_on < '2024-01-01' AND returned_on IS NULL")));

    [Fact]
    public void Example_OppositeQuestion_DoesNotMatch() =>
        Assert.DoesNotContain(
            Ask.Plan(Catalogs.Library, "What is the longest book?", Ask.Example("What is the shortest book?", "SELECT 'short'")).Proposals,
            proposal => proposal.Sql == "SELECT 'short'");

    [Fact]
    public void Correction_BeatsThePlannersOwnReading() =>
        Assert.Equal("SELECT 42", Ask.Sql(Catalogs.Library, "How many books are there?", Ask.Example("How many books are there?", "SELECT 42", MemoryKinds.Correction)));

    [Fact]
    public void Correction_QuestionInOtherWords_StillMatches() =>
        Assert.Equal(
            "SELECT COUNT(*) FROM members WHERE is_active = 1 AND city <> ''",
            Ask.Sql(Catalogs.Library, "What is the number of paying customers that we have?", Ask.Example(
                "How many paying customers are there?", "SELECT COUNT(*) FROM members WHERE is_active = 1 AND city <> ''", MemoryKinds.Correction)));

    [Fact]
    public void Example_Refuted_IsNeverUsed()
    {
        var wrong = Ask.Sql(Catalogs.Library, "How many books are there?");
        var plan = Ask.Plan(Catalogs.Library, "How many books are there?", Ask.Example("How many books are there?", wrong, confirmations: 0, refutations: 1));
        Assert.DoesNotContain(plan.Proposals, proposal => proposal.Sql == wrong);
    }

    [Fact]
    public void Example_OppositeSuperlative_TurnsTheStatementAround() => Assert.Equal(
        "SELECT title FROM books WHERE pages = (SELECT MIN(pages) FROM books WHERE genre = 'novel') AND genre = 'novel'",
        Ask.Sql(Catalogs.Library, "What is the shortest novel on the shelves?", Ask.Example(
            "What is the longest novel on the shelves?", "SELECT title FROM books WHERE pages = (SELECT MAX(pages) FROM books WHERE genre = 'novel') AND genre = 'novel'")));

    [Fact]
    public void Example_OtherColumnOfTheSameTable_IsExchanged() => Assert.Contains(
        Ask.Plan(Catalogs.Library, "what is the average pages of novel works", Ask.Example(
            "what is the average author id of novel works", "SELECT AVG(author_id) FROM books WHERE genre = 'novel' AND title <> ''")).Proposals,
        proposal => proposal.Sql == "SELECT AVG(pages) FROM books WHERE genre = 'novel' AND title <> ''");

    [Fact]
    public void Example_AboutAnotherTable_IsNeverTakenForThisOne() => Assert.DoesNotContain(
        Ask.Plan(Catalogs.Library, "Which books are listed in Prague?", Ask.Example("Which members are listed in Prague?", Learned)).Proposals,
        proposal => proposal.Memories.Length > 0);

    [Fact]
    public void Example_ValueTheCatalogDoesNotKnow_IsFilledFromTheSamePlace() => Assert.Equal(
        "SELECT pages FROM books WHERE title = 'Rossum Universal Robots'",
        Ask.Sql(Catalogs.Library, "how thick is Rossum Universal Robots", Ask.Example("how thick is Pan Tadeusz", "SELECT pages FROM books WHERE title = 'Pan Tadeusz'")));

    [Theory]
    [InlineData("What is the number of members that pay us?")]
    [InlineData("How many paying members have we got?")]
    public void Example_InOtherWords_IsTaken(string question) => Assert.Equal(
        "SELECT COUNT(DISTINCT member_id) FROM loans",
        Ask.Sql(Catalogs.Library, question, Ask.Example("How many paying members do we have?", "SELECT COUNT(DISTINCT member_id) FROM loans", MemoryKinds.Correction)));

    [Fact]
    public void Example_ValuesInTheOtherOrder_FollowTheWordsBeforeThem() => Assert.Equal(
        "SELECT COUNT(*) FROM members a, members b WHERE a.city = 'Vienna' AND b.city = 'Prague'",
        Ask.Sql(Catalogs.Library, "how many moves to Prague from Vienna", Ask.Example(
            "how many moves from Prague to Vienna", "SELECT COUNT(*) FROM members a, members b WHERE a.city = 'Prague' AND b.city = 'Vienna'")));

    [Fact]
    public void Correction_NobodyConfirmed_YieldsToSimilarExamplesThatAgree()
    {
        var wrong = Ask.Example("How many borrowings in Prague?", "SELECT 1", MemoryKinds.Correction, confirmations: 0);
        var plan = Ask.Plan(
            Catalogs.Library, "How many borrowings in Prague?", wrong,
            Ask.Example("How many borrowings in Vienna?", Learned.Replace("Prague", "Vienna", StringComparison.Ordinal)),
            Ask.Example("How many borrowings are in Vienna?", Learned.Replace("Prague", "Vienna", StringComparison.Ordinal)));
        Assert.Equal(Learned, plan.Proposals[0].Sql);
        Assert.True(plan.Proposals[0].Confidence < 0.8);
    }

    [Fact]
    public void Examples_ThatContradictOneAnother_TheBetterConfirmedWinsWithLessConfidence()
    {
        var plan = Ask.Plan(
            Catalogs.Library, "How many books are there?", Ask.Example("How many books are there?", "SELECT 1", confirmations: 3),
            Ask.Example("How many books are there?", "SELECT 2", MemoryKinds.Correction, confirmations: 1));
        Assert.Equal("SELECT 1", plan.Proposals[0].Sql);
        Assert.True(plan.Proposals[0].Confidence < 0.8);
    }
}
