using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Writing;
using CsCheck;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class ActionTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Begin_WhatAwaits_IsExecutingAndNothingElseBegins()
    {
        Assert.Equal(ExecutionStatus.Executing, Awaiting().Begin().Status);
        foreach (var status in Enum.GetValues<ExecutionStatus>().Where(status => status != ExecutionStatus.AwaitingApproval))
        {
            Assert.Equal(status, (Awaiting() with { Status = status }).Begin().Status);
        }
    }

    [Theory]
    [InlineData("Executed", ExecutionStatus.Executed)]
    [InlineData("Stale", ExecutionStatus.Stale)]
    [InlineData("Refused", ExecutionStatus.Failed)]
    [InlineData("Failed", ExecutionStatus.Failed)]
    [InlineData("Unknown", ExecutionStatus.Executing)]
    public void End_ByWhatTheSourceMadeOfIt_IsThat(string written, ExecutionStatus expected)
    {
        var ended = Awaiting().Begin().End(new WriteOutcome(Enum.Parse<WriteStatus>(written), 3, Undoable: true), TimeSpan.FromMilliseconds(7), Now);

        Assert.Equal(expected, ended.Status);
        Assert.Equal(expected == ExecutionStatus.Executed ? (3, true, 7.0) : (null, false, 0.0), (ended.RowsAffected, ended.Undoable, ended.DurationMs));
    }

    [Theory]
    [InlineData("stale", ExecutionStatus.Stale)]
    [InlineData("recipientNotAllowed", ExecutionStatus.Failed)]
    public void End_ByAnEffectThatWasNotHad_IsStaleOnlyWhenItIsNotWhatWasShown(string code, ExecutionStatus expected) =>
        Assert.Equal(expected, Awaiting().Begin().End(Problem.Conflict(code, "no"), TimeSpan.Zero, Now).Status);

    [Theory]
    [InlineData(true, "It could not be done at that time; nothing was changed, and it may be asked again. The source is away.")]
    [InlineData(false, "It failed; nothing was changed. The source is away.")]
    public void Words_OfAFailure_SayWhetherAskingAgainHelps(bool away, string expected)
    {
        var problem = away ? Problem.Unavailable("sourceUnavailable", "The source is away.") : Problem.Conflict("other", "The source is away.");

        var ended = Awaiting().Begin().End(new WriteOutcome(WriteStatus.Failed, Problem: problem), TimeSpan.Zero, Now);

        Assert.Equal(expected, OutcomeWords.Of(ended.ToOutcome()));
    }

    [Fact]
    public void End_WhatWasNotBegun_ChangesNothing()
    {
        var row = Awaiting();

        Assert.Equal(row, row.End(new LedgerEntry("e", Now, 1, null), Now) with { RowsAffected = null });
    }

    [Fact]
    public void Statuses_ThatAnActionWithARequestCanComeTo_AreNamedAlikeThere()
    {
        var names = Enum.GetNames<ApprovalStatus>();

        Assert.All(Enum.GetValues<ExecutionStatus>().Except([ExecutionStatus.AwaitingApproval, ExecutionStatus.Forbidden]), status => Assert.Contains(status.ToString(), names));
    }

    [Fact]
    public void Steps_InAnyOrder_EndOnceAndOnlyThroughItsBeginningHaveAnEffect() =>
        Gen.Int[0, 1_000_000].List[1, 30].Sample(seeds =>
        {
            var row = Awaiting();
            var begun = false;
            foreach (var seed in seeds)
            {
                var before = row;
                row = Step(row, new Random(seed));
                begun |= row.Status == ExecutionStatus.Executing;
                Assert.True(!before.HasEnded || before.Status == row.Status, $"{before.Status} -> {row.Status}");
                Assert.False(row.Status is ExecutionStatus.Executed or ExecutionStatus.OutcomeUnknown && !begun);
                Assert.Equal(row.HasEnded, row.EndedAt is not null);
            }
        });

    private static ActionRow Step(ActionRow row, Random random) => random.Next(4) switch
    {
        0 => row.Begin(),
        1 => row.Close((ExecutionStatus)random.Next(10), null, Now),
        2 => row.End(new WriteOutcome((WriteStatus)random.Next(5), 1), TimeSpan.Zero, Now),
        _ => row.End(ExecutionStatus.OutcomeUnknown, null, Now),
    };

    private static ActionRow Awaiting() => new()
    {
        Proposal = new()
        {
            Id = "e",
            Effect = ActionEffect.Statement,
            Source = "default",
            Agent = "data-analyst",
            Tool = "execute_sql",
            ToolVersion = 1,
            Arguments = "{}",
            Summary = "Change it",
            Sql = "DELETE FROM t",
            RequestedBy = "local",
        },
        Status = ExecutionStatus.AwaitingApproval,
        ProposedAt = Now,
        Verdict = Verdict.Write,
        ApprovalId = "a",
    };
}
