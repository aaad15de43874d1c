using AgentCluster.Execution;
using AgentCluster.Interactions;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>What the platform answers by itself, or by asking others, in a whole cluster.</summary>
public sealed class AnsweringToolTests(GateBench bench) : IClassFixture<GateBench>
{
    [Fact]
    public async Task AskAgent_ForAColleague_ReturnsTheColleaguesAnswerWithItsRows()
    {
        var outcome = await bench.CallAsync("ask_agent", new { agent = "data-analyst", question = "How many orders are there?" }, "concierge");

        Assert.Equal((ExecutionStatus.Executed, "[[120]]"), (outcome.Status, outcome.Result?.RowsJson));
        Assert.Contains("120", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAgent_ForAColleague_AsksInTheNameOfWhoAskedAndIsNotTakenAtItsWord()
    {
        var outcome = await bench.AskAsync("carla", "ask_agent", new { agent = "data-analyst", question = "How many orders are there?" }, "concierge");

        var asked = await bench.Cluster.Grains.GetGrain<IInteractionGrain>(new InteractionKey("local", outcome.ExecutionId).ToString()).GetAsync(TimeSpan.Zero);
        Assert.Equal("carla", asked?.AskedBy);
        Assert.True(outcome.Untrusted);
    }

    [Fact]
    public async Task VerifyAudit_OfWhatWasDone_SaysIntactAndSignedUpToIt()
    {
        await bench.CallAsync("execute_sql", new { sql = "DELETE FROM orders WHERE id = 1" });

        var outcome = await bench.CallAsync("verify_audit", new { }, "compliance-officer");

        Assert.Matches(@"\AThe execution log is intact up to row ([2-9]|\d\d+), and signed up to row \1\.\z", outcome.Text);
    }

    [Theory]
    [InlineData("SELECT * FROM orders", ExecutionStatus.Executed)]
    [InlineData("DELETE FROM orders WHERE id < 50", ExecutionStatus.AwaitingApproval)]
    [InlineData("ANALYZE DELETE FROM orders", ExecutionStatus.Failed)]
    public async Task ExplainSql_OfWhatever_RunsNothing(string sql, ExecutionStatus expected)
    {
        var orders = bench.Scalar("SELECT COUNT(*) FROM orders");

        var outcome = await bench.CallAsync("explain_sql", new { sql }, "sql-engineer");

        Assert.Equal(expected, outcome.Status);
        Assert.Equal(orders, bench.Scalar("SELECT COUNT(*) FROM orders"));
    }
}
