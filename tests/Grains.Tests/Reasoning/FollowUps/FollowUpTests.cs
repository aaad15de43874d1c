using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Reasoning.FollowUps;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("How many books were published in 2020?|and in 2021?", "SELECT COUNT(*) FROM books AS t1 WHERE t1.published_on >= '2021-01-01' AND t1.published_on < '2022-01-01'")]
    [InlineData("How many books were published in 2020?|and in 2021?|what about last year?", "SELECT COUNT(*) FROM books AS t1 WHERE t1.published_on >= '2025-01-01' AND t1.published_on < '2026-01-01'")]
    [InlineData("How many active members are in Vienna?|and in Prague?", "SELECT COUNT(*) FROM members AS t1 WHERE t1.is_active = 1 AND t1.city = 'Prague'")]
    [InlineData("How many members are in Vienna or Prague?|only in Prague", "SELECT COUNT(*) FROM members AS t1 WHERE t1.city = 'Prague'")]
    [InlineData("How many active members are in Vienna?|list them", "SELECT t1.full_name FROM members AS t1 WHERE t1.is_active = 1 AND t1.city = 'Vienna'")]
    [InlineData("List all members from Vienna|only the active ones", "SELECT t1.full_name FROM members AS t1 WHERE t1.is_active = 1 AND t1.city = 'Vienna'")]
    [InlineData("List all members from Vienna|only the active ones|how many of them?", "SELECT COUNT(*) FROM members AS t1 WHERE t1.is_active = 1 AND t1.city = 'Vienna'")]
    [InlineData("How many books are there per genre?|and per author?", "SELECT t2.name, COUNT(*) FROM books AS t1 LEFT JOIN authors AS t2 ON t2.id = t1.author_id GROUP BY t2.name, t2.id")]
    [InlineData("List all books|sort them by price", "SELECT t1.title FROM books AS t1 ORDER BY t1.price")]
    [InlineData("List all books|sort them by price|the top 5", "SELECT t1.title FROM books AS t1 ORDER BY t1.price DESC LIMIT 5")]
    [InlineData("What is the average price of science fiction books?|and the total?", "SELECT SUM(t1.price) FROM books AS t1 WHERE t1.genre = 'science fiction'")]
    [InlineData("What is the average price of science fiction books?|and the total?|and novels?", "SELECT SUM(t1.price) FROM books AS t1 WHERE t1.genre = 'novel'")]
    [InlineData("Which books have more than 500 pages?|how many of them are novels?", "SELECT COUNT(*) FROM books AS t1 WHERE t1.genre = 'novel' AND t1.pages > 500")]
    [InlineData("Which books have more than 500 pages?|and more than 300?", "SELECT t1.title FROM books AS t1 WHERE t1.pages > 300")]
    [InlineData("How many books are there?|only novels|with more than 300 pages", "SELECT COUNT(*) FROM books AS t1 WHERE t1.genre = 'novel' AND t1.pages > 300")]
    [InlineData("How many loans were there last month?|by month", "SELECT strftime('%Y-%m', t1.lent_on), COUNT(*) FROM loans AS t1 WHERE t1.lent_on >= '2026-05-01' AND t1.lent_on < '2026-06-01' GROUP BY strftime('%Y-%m', t1.lent_on) ORDER BY strftime('%Y-%m', t1.lent_on)")]
    [InlineData("How many books are there?|and authors?|and members?", "SELECT COUNT(*) FROM members AS t1")]
    [InlineData("Who are the active members?|not the ones from Prague", "SELECT t1.full_name FROM members AS t1 WHERE t1.is_active = 1 AND t1.city <> 'Prague'")]
    [InlineData("How many books are there?|only novels|their titles", "SELECT t1.title FROM books AS t1 WHERE t1.genre = 'novel'")]
    public void FollowUp_OverALibrary_IsReadWithTheTurnsBeforeIt(string questions, string sql) => AssertReads(Catalogs.Library, questions, sql);

    [Theory]
    [InlineData("How many visits were there last month?|and this month?", "SELECT COUNT(*) FROM visits AS t1 WHERE t1.visited_on >= '2026-06-01' AND t1.visited_on < '2026-07-01'")]
    [InlineData("How many visits were there last month?|only the closed ones|and the cancelled ones?", "SELECT COUNT(*) FROM visits AS t1 WHERE t1.status = 'cancelled' AND t1.visited_on >= '2026-05-01' AND t1.visited_on < '2026-06-01'")]
    [InlineData("What is the total fee of closed visits?|and the average?", "SELECT AVG(t1.fee) FROM visits AS t1 WHERE t1.status = 'closed'")]
    [InlineData("What is the total fee of closed visits?|what about open visits?|and in 2025?", "SELECT SUM(t1.fee) FROM visits AS t1 WHERE t1.status = 'open' AND t1.visited_on >= '2025-01-01' AND t1.visited_on < '2026-01-01'")]
    [InlineData("How many doctors are in Surgery?|and in Paediatrics?|who are they?", "SELECT t1.full_name FROM doctors AS t1 WHERE t1.ward_id IN (SELECT t2.id FROM wards AS t2 WHERE t2.name = 'Paediatrics')")]
    [InlineData("Top 3 doctors by salary|the top 5", "SELECT t1.full_name FROM doctors AS t1 ORDER BY t1.salary DESC LIMIT 5")]
    [InlineData("How many visits per month?|only closed|by doctor", "SELECT t2.full_name, COUNT(*) FROM visits AS t1 LEFT JOIN doctors AS t2 ON t2.id = t1.doctor_id WHERE t1.status = 'closed' GROUP BY t2.full_name, t2.id")]
    [InlineData("How many visits per doctor?|the top 3", "SELECT t1.full_name FROM doctors AS t1 ORDER BY (SELECT COUNT(*) FROM visits AS t2 WHERE t2.doctor_id = t1.id) DESC LIMIT 3")]
    [InlineData("How many visits are there?|by status", "SELECT t1.status, COUNT(*) FROM visits AS t1 GROUP BY t1.status")]
    [InlineData("List the doctors in Surgery|their salary|and in Paediatrics?", "SELECT t1.salary FROM doctors AS t1 WHERE t1.ward_id IN (SELECT t2.id FROM wards AS t2 WHERE t2.name = 'Paediatrics')")]
    [InlineData("How many open visits are there?|since 2024|before 2020", "SELECT COUNT(*) FROM visits AS t1 WHERE t1.status = 'open' AND t1.visited_on < '2020-01-01'")]
    [InlineData("How many doctors are there?|and wards?", "SELECT COUNT(*) FROM wards AS t1")]
    [InlineData("How many visits were there in 2024?|except the cancelled ones", "SELECT COUNT(*) FROM visits AS t1 WHERE t1.status <> 'cancelled' AND t1.visited_on >= '2024-01-01' AND t1.visited_on < '2025-01-01'")]
    [InlineData("How many doctors are in Surgery?|how many visits do they have?", "SELECT COUNT(*) FROM visits AS t1 WHERE t1.doctor_id IN (SELECT t2.id FROM doctors AS t2 WHERE t2.ward_id IN (SELECT t3.id FROM wards AS t3 WHERE t3.name = 'Surgery'))")]
    public void FollowUp_OverAClinic_IsReadWithTheTurnsBeforeIt(string questions, string sql) => AssertReads(Catalogs.Clinic, questions, sql);

    [Theory]
    [InlineData("How many members are there?")]
    [InlineData("Which members have no loans?")]
    [InlineData("What is the cheapest book?")]
    [InlineData("Which books cost more than their authors earn?")]
    [InlineData("average price of books")]
    [InlineData("books in the vault")]
    [InlineData("SELECT * FROM books")]
    public void Question_ThatStandsByItself_IsLeftAsItIsInAConversation(string question) =>
        Assert.Null(new Conversation(Catalogs.Library).Talk($"How many books are there?|only novels|{question}"));

    [Theory]
    [InlineData("and last month?")]
    [InlineData("What about Vienna?")]
    [InlineData("only the active ones")]
    [InlineData("How many of them are overdue?")]
    [InlineData("sort them by price")]
    [InlineData("the top 5")]
    [InlineData("by genre")]
    [InlineData("SELECT * FROM books|and the novels?")]
    [InlineData("and last month?|and this month?")]
    public void FollowUp_WithNothingToLeanOn_SaysSo(string questions)
    {
        var standalone = new Conversation(Catalogs.Library).Talk(questions);

        Assert.Equal("", standalone?.Text);
        Assert.Contains("earlier question", standalone?.Missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("And how many members are there?")]
    [InlineData("Vienna")]
    public void Question_ThatOnlySoundsLikeOne_IsAnsweredWhereNothingIsBeforeIt(string question) =>
        Assert.Null(new Conversation(Catalogs.Library).Ask(question));

    [Fact]
    public void FollowUp_OfUnknownWordsOnly_ChangesNothingAndSaysSo() =>
        Assert.Contains("How many books are there?", new Conversation(Catalogs.Library).Talk("How many books are there?|and zorblax?")?.Missing, StringComparison.Ordinal);

    [Fact]
    public void FollowUp_AfterOneThatFailed_LeansOnTheTurnBefore() =>
        Assert.Equal("How many authors are there?", new Conversation(Catalogs.Library).Talk("How many books are there?|and zorblax?|and authors?")?.Text);

    [Fact]
    public void Why_IsNotGuessedAt() =>
        Assert.Contains("cannot tell why", new Conversation(Catalogs.Library).Talk("How many books are there?|why?")?.Missing, StringComparison.Ordinal);

    private static void AssertReads(Catalog catalog, string questions, string sql)
    {
        var standalone = new Conversation(catalog).Talk(questions);

        Assert.NotNull(standalone);
        Assert.Equal(sql, Ask.Sql(catalog, standalone.Text));
    }
}
