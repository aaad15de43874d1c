using AgentCluster.Reasoning.Local;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class PlannerTests
{
    [Theory]
    [InlineData("How many books are there?", "SELECT COUNT(*) FROM books AS t1")]
    [InlineData("List all members from Vienna", "SELECT t1.full_name FROM members AS t1 WHERE t1.city = 'Vienna'")]
    [InlineData("What is the average price of science fiction books?", "SELECT AVG(t1.price) FROM books AS t1 WHERE t1.genre = 'science fiction'")]
    [InlineData("Which books have more than 500 pages?", "SELECT t1.title FROM books AS t1 WHERE t1.pages > 500")]
    [InlineData("Who are the active members?", "SELECT t1.full_name FROM members AS t1 WHERE t1.is_active = 1")]
    [InlineData("How many books are there per genre?", "SELECT t1.genre, COUNT(*) FROM books AS t1 GROUP BY t1.genre")]
    [InlineData("How many books were published in 2020?", "SELECT COUNT(*) FROM books AS t1 WHERE t1.published_on >= '2020-01-01' AND t1.published_on < '2021-01-01'")]
    [InlineData("Which members have no loans?", "SELECT t1.full_name FROM members AS t1 WHERE t1.id NOT IN (SELECT t2.member_id FROM loans AS t2 WHERE t2.member_id IS NOT NULL)")]
    [InlineData("What is the cheapest book?", "SELECT t1.title FROM books AS t1 WHERE t1.price = (SELECT MIN(t2.price) FROM books AS t2)")]
    [InlineData("Who wrote Solaris?", null)]
    public void Planner_OverALibrary_ReadsTheQuestion(string question, string? sql)
    {
        if (sql is null)
            Assert.DoesNotContain(Ask.Plan(Catalogs.Library, question).Proposals, proposal => proposal.Confidence >= 0.7);
        else
            Assert.Equal(sql, Ask.Sql(Catalogs.Library, question));
    }

    [Theory]
    [InlineData("What is the total fee of closed visits?", "SELECT SUM(t1.fee) FROM visits AS t1 WHERE t1.status = 'closed'")]
    [InlineData("Top 3 doctors by salary", "SELECT t1.full_name FROM doctors AS t1 ORDER BY t1.salary DESC LIMIT 3")]
    [InlineData("How many visits were there last month?", "SELECT COUNT(*) FROM visits AS t1 WHERE t1.visited_on >= '2026-05-01' AND t1.visited_on < '2026-06-01'")]
    [InlineData("How many doctors are in Surgery?", "SELECT COUNT(*) FROM doctors AS t1 WHERE t1.ward_id IN (SELECT t2.id FROM wards AS t2 WHERE t2.name = 'Surgery')")]
    [InlineData("Which ward has the most doctors?",
        "SELECT t1.name FROM wards AS t1 WHERE (SELECT COUNT(*) FROM doctors AS t2 WHERE t2.ward_id = t1.id) = (SELECT MAX((SELECT COUNT(*) FROM doctors AS t4 WHERE t4.ward_id = t3.id)) FROM wards AS t3)")]
    [InlineData("How many visits per month?",
        "SELECT strftime('%Y-%m', t1.visited_on), COUNT(*) FROM visits AS t1 GROUP BY strftime('%Y-%m', t1.visited_on) ORDER BY strftime('%Y-%m', t1.visited_on)")]
    public void Planner_OverAClinic_ReadsTheQuestion(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Clinic, question));

    [Theory]
    [InlineData("asdf qwer zxcv")]
    [InlineData("What is the meaning of life?")]
    [InlineData("Tell me a joke about quantum penguins")]
    public void Planner_QuestionAboutNothingStored_DoesNotGuess(string question)
    {
        var plan = Ask.Plan(Catalogs.Library, question);
        Assert.Empty(plan.Proposals);
        Assert.NotEmpty(plan.Reply);
    }

    [Fact]
    public void Planner_WordItCannotPlace_IsNamedInTheReply() =>
        Assert.Contains("zorblax", Ask.Plan(Catalogs.Library, "How many zorblax frobnicate the books?").Reply, StringComparison.Ordinal);

    [Fact]
    public void Planner_Synonym_IsUsedAndTold()
    {
        var plan = Ask.Plan(Catalogs.Library, "How many punters are there?", Ask.Synonym("punters", "members"));
        Assert.Equal("SELECT COUNT(*) FROM members AS t1", plan.Proposals[0].Sql);
        Assert.Equal("synonym", Assert.Single(plan.Proposals[0].Memories).Id);
    }

    [Theory]
    [InlineData("SELECT * FROM books", true)]
    [InlineData("DROP TABLE books", true)]
    [InlineData("with x as (select 1) select * from x", true)]
    [InlineData("delete from books", true)]
    [InlineData("Select all books of Jane Austen", false)]
    [InlineData("With whom is Emma?", false)]
    public void SqlQuestion_TellsStatementsFromWords(string question, bool statement) => Assert.Equal(statement, SqlQuestion.IsStatement(question));

    [Fact]
    public void Planner_RequestToChange_ProposesNothing() =>
        Assert.Empty(Ask.Plan(Catalogs.Library, "Delete the books of Jane Austen").Proposals);
}
