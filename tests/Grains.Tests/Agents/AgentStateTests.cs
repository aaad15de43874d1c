using AgentCluster.Agents;
using AgentCluster.Interactions;

namespace AgentCluster.Grains.Tests.Agents;

public sealed class AgentStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_AnAnswer_CountsItOnce()
    {
        var stored = new StoredInteraction(2, Ended("a"));

        var state = new AgentState().After(stored, Now).After(stored, Now);

        Assert.Equal(1, state.Counters.Asked);
        Assert.Equal(1, state.Counters.Answered);
        Assert.Equal("How many a?", Assert.Single(state.RecentQuestions));
    }

    [Fact]
    public void After_Feedback_CountsTheVerdictAndNotTheQuestionAgain()
    {
        var answered = Ended("a");
        var judged = answered with { Feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect } };

        var state = new AgentState().After(new(2, answered), Now).After(new(3, judged, LearnedVersion: 2), Now).After(new(3, judged), Now);

        Assert.Equal(1, state.Counters.Asked);
        Assert.Equal(1, state.Counters.Refuted);
    }

    [Fact]
    public void After_FeedbackBeforeTheAnswerWasLearned_CountsBoth()
    {
        var judged = Ended("a") with { Feedback = new Feedback { Verdict = FeedbackVerdict.Correct } };

        var state = new AgentState().After(new(3, judged), Now);

        Assert.Equal((1, 1), (state.Counters.Asked, state.Counters.Confirmed));
    }

    [Fact]
    public void After_ManyAnswers_KeepsABoundedWorkingSet()
    {
        var state = Enumerable.Range(0, 1000).Aggregate(new AgentState(), (known, i) => known.After(new(2, Ended($"{i:0000}")), Now));

        Assert.Equal(1000, state.Counters.Asked);
        Assert.Equal(20, state.RecentQuestions.Length);
        Assert.Equal("How many 0999?", state.RecentQuestions[0]);
        Assert.Equal(256, state.Learned.Length);
    }

    private static Interaction Ended(string id) => new()
    {
        Id = id,
        Agent = "data-analyst",
        Status = InteractionStatus.Completed,
        Question = $"How many {id}?",
        Source = "default",
        CreatedAt = Now,
        EndedAt = Now,
        Sql = "SELECT 1",
    };
}
