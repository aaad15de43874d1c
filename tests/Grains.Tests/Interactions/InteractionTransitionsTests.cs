using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Reasoning;
using CsCheck;

namespace AgentCluster.Grains.Tests.Interactions;

public sealed class InteractionTransitionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Receive_AQuestion_IsRunningWithOneStep()
    {
        var interaction = Received();

        Assert.Equal(InteractionStatus.Running, interaction.Status);
        Assert.False(interaction.HasEnded());
        Assert.Equal("received", Assert.Single(interaction.Steps).Kind);
    }

    [Fact]
    public void Conclude_WithAnAnswer_CompletesAndKeepsIt()
    {
        var ended = Received().Conclude(new ReasoningResult { Answer = "42", Sql = "SELECT 42", Confidence = 0.9, Model = "local" }, Start.AddSeconds(2));

        Assert.Equal(InteractionStatus.Completed, ended.Status);
        Assert.Equal(("42", "SELECT 42", 0.9), (ended.Answer, ended.Sql, ended.Confidence));
        Assert.Equal(2000, ended.DurationMs);
        Assert.Equal("answered", ended.Steps[^1].Kind);
    }

    [Fact]
    public void Conclude_WithAnError_FailsWithoutConfidence()
    {
        var error = new InteractionError { Code = "timeout", Message = "The source took too long.", Transient = true };

        var ended = Received().Conclude(new ReasoningResult { Answer = "", Confidence = 0.9, Model = "local", Error = error }, Start);

        Assert.Equal(InteractionStatus.Failed, ended.Status);
        Assert.Equal(error, ended.Error);
        Assert.Equal(0, ended.Confidence);
    }

    [Fact]
    public void AnySequence_OfTransitions_NeverLeavesAFinalStatus()
    {
        Func<Interaction, DateTimeOffset, Interaction>[] transitions =
        [
            (interaction, now) => interaction.Route("data-analyst", "why", now),
            (interaction, now) => interaction.Step("tool", "SELECT 1", now),
            (interaction, now) => interaction.Conclude(new ReasoningResult { Answer = now.ToString(), Model = "local" }, now),
            (interaction, now) => interaction.Fail(new InteractionError { Code = "x", Message = "y" }, now),
            (interaction, now) => interaction.Cancel(now),
        ];
        Gen.Int[0, transitions.Length - 1].List[1, 12].Sample(moves =>
        {
            var interaction = Received();
            Interaction? ended = null;
            foreach (var (move, i) in moves.Select((move, i) => (move, i)))
            {
                interaction = transitions[move](interaction, Start.AddSeconds(i));
                ended ??= interaction.HasEnded() ? interaction : null;
                if (ended is not null && !ReferenceEquals(ended, interaction) && ended != interaction)
                {
                    return false;
                }
            }

            return interaction.HasEnded() == (interaction.EndedAt is not null);
        });
    }

    [Fact]
    public void Await_ARunningOne_WaitsWithItsActionAndHasNotEnded()
    {
        var awaiting = Awaiting();

        Assert.Equal((InteractionStatus.AwaitingApproval, "a", "e", "It waits."), (awaiting.Status, awaiting.ApprovalId, awaiting.ExecutionId, awaiting.Answer));
        Assert.False(awaiting.HasEnded());
        Assert.Null(awaiting.EndedAt);
        Assert.Equal(InteractionStatus.Cancelled, Received().Cancel(Start).Await("a", "e", "It waits.", Start).Status);
    }

    [Theory]
    [InlineData(ExecutionStatus.Executed, InteractionStatus.Completed)]
    [InlineData(ExecutionStatus.Rejected, InteractionStatus.Rejected)]
    [InlineData(ExecutionStatus.Expired, InteractionStatus.Expired)]
    [InlineData(ExecutionStatus.Cancelled, InteractionStatus.Cancelled)]
    [InlineData(ExecutionStatus.Failed, InteractionStatus.Failed)]
    [InlineData(ExecutionStatus.Stale, InteractionStatus.Failed)]
    [InlineData(ExecutionStatus.OutcomeUnknown, InteractionStatus.Failed)]
    [InlineData(ExecutionStatus.AwaitingApproval, InteractionStatus.AwaitingApproval)]
    [InlineData(ExecutionStatus.Executing, InteractionStatus.AwaitingApproval)]
    public void Resume_ByWhatBecameOfItsAction_EndsAlikeOnce(ExecutionStatus status, InteractionStatus expected)
    {
        var resumed = Awaiting().Resume(new() { ExecutionId = "e", Status = status, RowsAffected = 3 }, Start.AddSeconds(9));

        Assert.Equal((expected, expected != InteractionStatus.AwaitingApproval), (resumed.Status, resumed.HasEnded()));
        Assert.Equal(expected == InteractionStatus.Failed, resumed.Error is not null);
        Assert.Equal(resumed.HasEnded() ? Start.AddSeconds(9) : null, resumed.EndedAt);
        if (resumed.HasEnded())
        {
            Assert.Equal(resumed, resumed.Resume(new() { ExecutionId = "e", Status = ExecutionStatus.Executed }, Start));
        }
    }

    [Fact]
    public void Resume_Executed_SaysHowManyRows() =>
        Assert.Equal("Done: 3 rows changed.", Awaiting().Resume(new() { ExecutionId = "e", Status = ExecutionStatus.Executed, RowsAffected = 3 }, Start).Answer);

    [Fact]
    public void Resume_AnEditedRequest_WaitsForItsReplacement() =>
        Assert.Equal("b", Awaiting().Resume(new() { ExecutionId = "e", Status = ExecutionStatus.AwaitingApproval, ApprovalId = "b" }, Start).ApprovalId);

    [Fact]
    public void Resume_WhatFailedBecauseItsSourceWasAway_MayBeAskedAgain()
    {
        var away = Awaiting().Resume(new() { ExecutionId = "e", Status = ExecutionStatus.Failed, Problem = Problem.Unavailable("sourceBusy", "It is held.") }, Start);
        var broken = Awaiting().Resume(new() { ExecutionId = "e", Status = ExecutionStatus.Failed, Problem = Problem.Invalid("sql", "It is wrong.") }, Start);

        Assert.Equal((true, false), (away.Error!.Transient, broken.Error!.Transient));
    }

    [Fact]
    public void Resume_ByAnotherAction_ChangesNothing() =>
        Assert.Equal(InteractionStatus.AwaitingApproval, Awaiting().Resume(new() { ExecutionId = "f", Status = ExecutionStatus.Executed }, Start).Status);

    private static Interaction Awaiting() => Received().Await("a", "e", "It waits.", Start);

    private static Interaction Received() => InteractionTransitions.Receive("id", new AskRequest { Question = "How many?", AskedBy = "local" }, Start);
}
