using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning;
using AgentCluster.Reasoning.Local;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class WordStudyTests
{
    private static readonly SourceKey Source = new("local", "default");

    [Fact]
    public async Task Study_WordForACondition_IsFoundWhenThePlannerThenComesToTheSameResult()
    {
        var words = await StudyAsync("How many lengthy books are there?", "SELECT COUNT(*) FROM books WHERE books.pages > 500", sql => sql.Contains("> 500", StringComparison.Ordinal) ? "7" : "200");
        Assert.Contains(new WordEvidence("lengthy", "books.pages > 500"), words);
        Assert.DoesNotContain(words, word => word.Meaning == SynonymMap.Nothing);
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM members m WHERE m.is_active", "members.is_active = true")]
    [InlineData("SELECT COUNT(*) FROM members m WHERE NOT m.is_active", "members.is_active = false")]
    [InlineData("SELECT COUNT(*) FROM public.members m WHERE m.city::text = 'Prague'", "members.city = 'Prague'")]
    public void Hypotheses_OfAPostgresStatement_HoldItsConditions(string sql, string meaning) =>
        Assert.Contains(meaning, WordHypotheses.Of("How many keen members are there?", sql, new(Catalogs.Library)));

    [Fact]
    public void Planner_LearnedFlag_IsUsedInAnotherQuestion() => Assert.Equal(
        "SELECT COUNT(*) FROM members AS t1 WHERE t1.is_active = 0",
        Ask.Sql(Catalogs.Library, "How many lazy members are there?", Ask.Synonym("lazy", "members.is_active = false")));

    [Fact]
    public async Task Study_WordThatChangesNothing_StandsForNothing()
    {
        var words = await StudyAsync("How many blessed books are there?", "SELECT COUNT(*) FROM books", _ => "200");
        Assert.Equal([new WordEvidence("blessed", SynonymMap.Nothing)], words);
    }

    [Fact]
    public async Task Study_StatementWithoutRows_ShowsNothing() =>
        Assert.Empty(await StudyAsync("How many lengthy books are there?", "SELECT COUNT(*) FROM books WHERE books.pages > 500", _ => null));

    [Fact]
    public void Settle_OneExample_IsNotBelievedUnlessItCorrectsAnAnswer()
    {
        var evidence = new WordEvidence("lengthy", "books.pages > 500");
        Assert.Empty(WordSettlement.Settle([(evidence, Example("a"))]));
        Assert.Single(WordSettlement.Settle([(evidence, Example("a") with { IsCorrection = true })]));
        Assert.Equal(2, Assert.Single(WordSettlement.Settle([(evidence, Example("a")), (evidence, Example("b"))])).Examples.Length);
    }

    [Fact]
    public void Settle_ContradictedByAsManyExamples_IsNotBelieved()
    {
        var (long_, nothing) = (new WordEvidence("lengthy", "books.pages > 500"), new WordEvidence("lengthy", SynonymMap.Nothing));
        Assert.Empty(WordSettlement.Settle([(long_, Example("a")), (long_, Example("b")), (nothing, Example("c")), (nothing, Example("d"))]));
    }

    [Fact]
    public void Settle_PhraseWithAWordThatSaysAll_KeepsTheWordAlone()
    {
        var (word, phrase) = (new WordEvidence("lengthy", "books.pages > 500"), new WordEvidence("lengthy books", "books.pages > 500"));
        Assert.Equal(["lengthy"], WordSettlement.Settle([(word, Example("a")), (word, Example("b")), (phrase, Example("a")), (phrase, Example("b"))]).Select(learned => learned.Word));
    }

    [Fact]
    public void Planner_LearnedCondition_IsUsedInAnotherQuestion() => Assert.Equal(
        "SELECT COUNT(*) FROM books AS t1 WHERE t1.genre = 'novel' AND t1.pages > 500",
        Ask.Sql(Catalogs.Library, "How many novel lengthy books are there?", Ask.Synonym("lengthy", "books.pages > 500")));

    [Fact]
    public void Planner_LearnedConditionDenied_IsTurnedAround() =>
        Assert.Contains("t1.pages <= 500", Ask.Sql(Catalogs.Library, "How many books are not lengthy?", Ask.Synonym("lengthy", "books.pages > 500")), StringComparison.Ordinal);

    [Fact]
    public void Planner_WordThatStandsForNothing_DoesNotLowerConfidence()
    {
        var doubted = Ask.Plan(Catalogs.Library, "How many blessed books are there?").Proposals[0].Confidence;
        Assert.True(doubted < Ask.Plan(Catalogs.Library, "How many blessed books are there?", Ask.Synonym("blessed", SynonymMap.Nothing)).Proposals[0].Confidence);
    }

    private static async Task<IReadOnlyList<WordEvidence>> StudyAsync(string question, string sql, Func<string, string?> result)
    {
        var lexicons = new LexiconCache();
        var planner = new Planner(lexicons, WordVectors.Shared, new FakeTimeProvider());
        return await new WordStudy(planner, lexicons).StudyAsync(Source, Catalogs.Library, question, sql, statement => Task.FromResult(result(statement)));
    }

    private static TaughtExample Example(string id) => new(id, $"question {id}", "SELECT 1", false);
}
