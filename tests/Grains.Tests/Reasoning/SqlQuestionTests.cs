using AgentCluster.Reasoning.Local;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class SqlQuestionTests
{
    [Theory]
    [InlineData("/* all */ -- of them\nselect name from books", true)]
    [InlineData("SELECT * FROM books", true)]
    [InlineData("select the best books", false)]
    public void IsStatement_Text_TellsSqlFromWords(string text, bool expected) => Assert.Equal(expected, SqlQuestion.IsStatement(text));

    [Fact]
    public void IsStatement_ManyCommentsAndNothingAfter_IsDecidedAndNoError() =>
        Assert.False(SqlQuestion.IsStatement(string.Concat(Enumerable.Repeat("/* a */ /*", 400))));
}
