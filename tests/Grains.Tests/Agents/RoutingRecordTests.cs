using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Interactions;
using AgentCluster.Learning;

namespace AgentCluster.Grains.Tests.Agents;

public sealed class RoutingRecordTests
{
    private static readonly ImmutableArray<FoundTable> Loans = [new("loan", 0.9f, ""), new("desk", 0.4f, "")];
    private static readonly ImmutableArray<FoundTable> Books = [new("book", 0.9f, ""), new("desk", 0.4f, "")];

    [Fact]
    public void Record_OfOneWrongAnswer_MovesNothing() => Assert.Equal(0, Record(Case(FeedbackVerdict.Incorrect)).Shift);

    [Fact]
    public void Record_OfJudgedAnswers_GrowsWithTheirNumberWithinItsReach()
    {
        double[] shifts = [.. new[] { 2, 4, 8, 100 }.Select(n => Record(Repeat(n, FeedbackVerdict.Incorrect)).Shift)];

        Assert.Equal(shifts.OrderDescending(), shifts);
        Assert.All(shifts, shift => Assert.InRange(shift, -0.8, -0.2));
        Assert.Equal(-shifts[1], Record(Repeat(4, FeedbackVerdict.Correct)).Shift, 10);
    }

    [Fact]
    public void Record_OfUnjudgedAnswers_NeverOutweighsAFewJudgements()
    {
        var record = Record([.. Repeat(500, null), .. Repeat(8, FeedbackVerdict.Incorrect)]);

        Assert.InRange(record.Shift, -0.8, -0.2);
        Assert.Equal("answered 508 similar questions, 8 called wrong", record.Words);
    }

    [Fact]
    public void Record_OfQuestionsAboutOtherTablesOrSources_IsEmpty()
    {
        var cases = Repeat(5, FeedbackVerdict.Incorrect);

        Assert.Empty(RoutingRecord.Of(cases, "default", "other", Books));
        Assert.Empty(RoutingRecord.Of(cases, "elsewhere", "q", Loans));
        Assert.Single(RoutingRecord.Of(cases, "default", "Q", []));
    }

    [Fact]
    public void Record_OfUnansweredAndFailed_CountsOnlyWhatTheAgentCouldNotAnswer()
    {
        var unanswered = Case(null) with { Asked = Case(null).Asked with { Sql = null } };
        var failed = Case(null) with { Asked = Case(null).Asked with { Status = InteractionStatus.Failed } };

        Assert.True(Record([.. Enumerable.Repeat(unanswered, 20)]).Shift < 0);
        Assert.Equal(0, Record([.. Enumerable.Repeat(failed, 20)]).Shift);
    }

    private static RoutingRecord Record(params RoutingCase[] cases) => RoutingRecord.Of(cases, "default", "another", Loans)["a"];

    private static RoutingCase[] Repeat(int count, FeedbackVerdict? verdict) => [.. Enumerable.Repeat(Case(verdict), count)];

    private static RoutingCase Case(FeedbackVerdict? verdict) =>
        new("a", new("i", "a", "default", "q", "SELECT 1", InteractionStatus.Completed, 0.9, verdict, DateTimeOffset.UnixEpoch), Loans);
}
