using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Learning;

public sealed class LessonTests
{
    [Fact]
    public void Of_AnUnjudgedSureAnswer_RemembersItWithTheAgentsTrust()
    {
        var lesson = Lesson.Of("data-analyst", Answered(0.9));

        Assert.Equal(MemoryTrust.Agent, lesson.Draft?.Trust);
        Assert.Null(lesson.UsedWereRight);
        Assert.Null(lesson.Correction);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.0)]
    public void Of_AnUnjudgedUnsureAnswer_RemembersNothing(double confidence) =>
        Assert.Null(Lesson.Of("data-analyst", Answered(confidence)).Draft);

    [Fact]
    public void Of_AConfirmedAnswer_IsVerifiedHoweverUnsureItWas()
    {
        var lesson = Lesson.Of("data-analyst", Answered(0.2) with { Feedback = new Feedback { Verdict = FeedbackVerdict.Correct } });

        Assert.Equal(MemoryTrust.Verified, lesson.Draft?.Trust);
        Assert.True(lesson.DraftHolds);
        Assert.True(lesson.UsedWereRight);
    }

    [Fact]
    public void Of_ACorrectedAnswer_RefutesTheOldStatementAndKeepsTheNew()
    {
        var feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "SELECT 2" };

        var lesson = Lesson.Of("data-analyst", Answered(0.9) with { Feedback = feedback });

        Assert.False(lesson.DraftHolds);
        Assert.False(lesson.UsedWereRight);
        Assert.Equal((MemoryKinds.Correction, "SELECT 2", MemoryTrust.Verified), (lesson.Correction?.Kind, lesson.Correction?.Content, lesson.Correction?.Trust));
    }

    [Fact]
    public void Of_AWrongAnswerFilledFromAnotherQuestion_DoesNotBlameItsExample()
    {
        var answered = Answered(0.9) with
        {
            MemoriesUsed = [new MemoryUse { Id = "m", Kind = MemoryKinds.SqlExample, Content = "c", Score = 0.97 }],
            Feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect },
        };
        Assert.Null(Lesson.Of("data-analyst", answered).UsedWereRight);
    }

    [Fact]
    public void Of_ACorrectionToNoAnswer_KeepsTheNewStatement()
    {
        var feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "SELECT 2" };

        var lesson = Lesson.Of("data-analyst", Answered(0) with { Sql = null, Feedback = feedback });

        Assert.Null(lesson.Draft);
        Assert.NotNull(lesson.Correction);
    }

    [Fact]
    public void Of_AFollowUp_RemembersWhatItMeantByItself()
    {
        var feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "SELECT 2" };

        var lesson = Lesson.Of("data-analyst", Answered(0.9) with { Question = "and in May?", StandaloneQuestion = "How many clients came in May?", Feedback = feedback });

        Assert.Equal("How many clients came in May?", lesson.Draft?.Subject);
        Assert.Equal("How many clients came in May?", lesson.Correction?.Subject);
        Assert.Equal(ExampleKey.Of("How many clients came in May?"), lesson.Correction?.UniqueKey);
    }

    [Fact]
    public void Of_AFollowUpWithNothingToLeanOn_RemembersNothingEvenCorrected()
    {
        var feedback = new Feedback { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "SELECT 2" };

        var lesson = Lesson.Of("data-analyst", Answered(0) with { Question = "and in May?", StandaloneQuestion = "", Feedback = feedback });

        Assert.Null(lesson.Draft);
        Assert.Null(lesson.Correction);
    }

    [Fact]
    public void Of_AStatementThatFailedFirst_RemembersItBesideTheOneThatRan()
    {
        var lesson = Lesson.Of("data-analyst", Answered(0.9) with { Fixes = [new StatementFix { Failed = "SELECT x", Error = "no such column: x", Fixed = "SELECT 1" }] });

        var failure = Assert.Single(lesson.Failures);
        Assert.Equal(("SELECT x", null, "no such column: x"), (failure.Content, failure.UniqueKey, failure.Metadata[StatementFixes.Error]));
        Assert.Equal("SELECT 1", lesson.Draft?.Content);
    }

    [Fact]
    public void Of_ARequestThatWasTurnedDown_RemembersWhyForThisAgent()
    {
        var rejected = Answered(0) with { Status = InteractionStatus.Rejected, Question = "Delete client 5", Answer = "It was not approved; nothing was done. They owe us.", ApprovalId = "p" };
        var lesson = Lesson.Of("data-analyst", rejected);

        Assert.Equal(("data-analyst", MemoryKinds.Note, MemoryTrust.Verified), (lesson.Rejection?.Agent, lesson.Rejection?.Kind, lesson.Rejection?.Trust));
        Assert.Equal("A person turned this down: Delete client 5. It was not approved; nothing was done. They owe us.", lesson.Rejection?.Content);
        Assert.Equal("agent:data-analyst/interaction:a/approval:p", lesson.Rejection?.Provenance);
        Assert.Null(lesson.Draft);
        Assert.Null(Lesson.Of("data-analyst", rejected with { Status = InteractionStatus.Expired }).Rejection);
    }

    [Fact]
    public void Of_SqlAskedAsAQuestion_RemembersNothing() =>
        Assert.Null(Lesson.Of("data-analyst", Answered(1) with { Question = "SELECT 1" }).Draft);

    [Theory]
    [InlineData("How many clients are there?", "how  many clients are there", true)]
    [InlineData("Invoices over 1,000", "invoices over 1 000", true)]
    [InlineData("Clients with score > 5", "Clients with score < 5", false)]
    [InlineData("Clients in 2024", "Clients in 2025", false)]
    public void ExampleKey_OfTwoQuestions_IsTheSameOnlyForTheSameQuestion(string first, string second, bool same) =>
        Assert.Equal(same, ExampleKey.Of(first) == ExampleKey.Of(second));

    private static Interaction Answered(double confidence) => new()
    {
        Id = "a",
        Agent = "data-analyst",
        Status = InteractionStatus.Completed,
        Question = "How many clients are there?",
        Source = "default",
        CreatedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch,
        Sql = "SELECT 1",
        Confidence = confidence,
        MemoriesUsed = [new MemoryUse { Id = "m", Kind = MemoryKinds.SqlExample, Content = "c", Score = 1 }],
    };
}
