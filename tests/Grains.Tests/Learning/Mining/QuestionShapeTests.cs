using AgentCluster.Learning;

namespace AgentCluster.Grains.Tests.Learning.Mining;

public sealed class QuestionShapeTests
{
    [Theory]
    [InlineData("How many loans has East Wing?", "SELECT 1 FROM loan WHERE desk = 'east wing'", "How many loans has …?")]
    [InlineData("Loans since 2026-01-05 over 1,250.50", null, "Loans since … over …")]
    [InlineData("Loans of O'Neil's", "SELECT 1 WHERE name = 'O''Neil'", "Loans of …'s")]
    [InlineData("Loans of the Eastwood desk", "SELECT 1 WHERE desk = 'east'", "Loans of the Eastwood desk")]
    [InlineData("Loans like (a+b)*", "SELECT 1 WHERE x LIKE '%(a+b)*%'", "Loans like …")]
    public void Values_OfTheStatementAndNumbers_BecomeHoles(string question, string? sql, string masked) =>
        Assert.Equal(masked, QuestionShape.Of(question, sql));
}
