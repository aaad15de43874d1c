namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class CatalogQuestionTests
{
    [Theory]
    [InlineData("Which tables are there?", "There are 4 tables: authors, books, loans, members.")]
    [InlineData("List all the tables", "There are 4 tables: authors, books, loans, members.")]
    [InlineData("What columns does loans have?", "loans has 5 columns: id (integer), book_id (integer), member_id (integer), lent_on (date), returned_on (date). It holds 900 rows. It refers to books, members.")]
    [InlineData("What do you know about authors?", "authors has 3 columns: id (integer), name (text), country (text). It holds 40 rows. It is referred to by books.")]
    public void Planner_QuestionAboutTheCatalog_IsAnsweredInWords(string question, string answer)
    {
        var plan = Ask.Plan(Catalogs.Library, question);
        Assert.Empty(plan.Proposals);
        Assert.Equal(answer, plan.Reply);
        Assert.Equal(1, plan.Confidence);
    }

    [Theory]
    [InlineData("What do you know about Emma?")]
    [InlineData("What columns does zorblax have?")]
    public void Planner_QuestionAboutNoTable_IsNotDescribed(string question) => Assert.Equal(0, Ask.Plan(Catalogs.Library, question).Confidence);
}
