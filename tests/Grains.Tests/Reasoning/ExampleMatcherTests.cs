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
}
