using AgentCluster.Approvals;
using AgentCluster.Execution;
using CsCheck;

namespace AgentCluster.Grains.Tests.Approvals;

public sealed class ApprovalTransitionsTests
{
    private const string Hash = "aa";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_ApproveByAnother_IsApprovedOnRecord()
    {
        var decided = Pending().Decide(By("anna"), Now).Value!;

        Assert.Equal(ApprovalStatus.Approved, decided.Status);
        Assert.Equal(("anna", Decision.Approve, Now, false), (decided.Decisions[0].By, decided.Decisions[0].Decision, decided.Decisions[0].At, decided.Decisions[0].SelfApproved));
    }

    [Fact]
    public void Decide_QuorumOfTwo_NeedsTwoPeople()
    {
        var first = (Pending() with { Quorum = 2 }).Decide(By("anna"), Now).Value!;

        Assert.Equal(ApprovalStatus.Pending, first.Status);
        Assert.Equal("alreadyDecided", first.Decide(By("anna"), Now).Problem?.Code);
        Assert.Equal(ApprovalStatus.Approved, first.Decide(By("ben"), Now).Value?.Status);
    }

    [Fact]
    public void Decide_OneNoAmongSeveral_IsRejectedWithItsReason()
    {
        var first = (Pending() with { Quorum = 3 }).Decide(By("anna"), Now).Value!;

        var rejected = first.Decide(By("ben", Decision.Reject) with { Reason = "not today" }, Now).Value!;

        Assert.Equal((ApprovalStatus.Rejected, "not today"), (rejected.Status, rejected.Result));
    }

    [Theory]
    [InlineData("asker")]
    [InlineData("data-analyst")]
    public void Decide_ApproveByWhoAsked_IsRefusedButMayBeRejected(string by)
    {
        Assert.Equal("ownRequest", Pending().Decide(By(by), Now).Problem?.Code);
        Assert.Equal(ApprovalStatus.Rejected, Pending().Decide(By(by, Decision.Reject), Now).Value?.Status);
    }

    [Fact]
    public void Decide_TheLocalPersonsOwn_IsApprovedAndMarked()
    {
        var decided = (Pending() with { RequestedBy = ApprovalTransitions.LocalPerson }).Decide(By(ApprovalTransitions.LocalPerson), Now).Value!;

        Assert.True(decided.Decisions[0].SelfApproved);
        Assert.Equal(ApprovalStatus.Approved, decided.Status);
    }

    [Fact]
    public void Decide_AnotherHash_IsStale() =>
        Assert.Equal("stale", Pending().Decide(By("anna") with { Hash = "bb" }, Now).Problem?.Code);

    [Fact]
    public void Decide_AtItsDeadline_IsSettled()
    {
        Assert.Equal("settled", Pending().Decide(By("anna"), Now.AddMinutes(5)).Problem?.Code);
        Assert.True(Pending().IsOverdue(Now.AddMinutes(5)));
        Assert.True(Pending().Decide(By("anna"), Now.AddMinutes(5).AddTicks(-1)).Succeeded);
    }

    [Fact]
    public void Decide_WhatIsSettled_SaysWhatStandsAndByWhom()
    {
        var refused = Pending().Decide(By("anna", Decision.Reject), Now).Value!.Decide(By("ben"), Now);

        Assert.Equal("settled", refused.Problem?.Code);
        Assert.Contains("rejected", refused.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("anna", refused.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_APending_EndsItWithItsReplacement()
    {
        var edited = Pending().Edit(By("anna", Decision.Edit), "new", Now).Value!;

        Assert.Equal((ApprovalStatus.Edited, "new"), (edited.Status, edited.ReplacedBy));
        Assert.Equal("settled", edited.Decide(By("ben"), Now).Problem?.Code);
    }

    [Fact]
    public void Steps_InAnyOrder_KeepThePromises() =>
        Gen.Int[0, 1_000_000].List[1, 30].Sample(seeds =>
        {
            var approval = Pending() with { Quorum = 2 };
            foreach (var seed in seeds)
            {
                var before = approval;
                approval = Step(approval, new Random(seed));
                Assert.True(IsAllowed(before.Status, approval.Status), $"{before.Status} -> {approval.Status}");
                Assert.Equal(approval.Decisions.Length, approval.Decisions.Select(given => given.By).Distinct().Count());
                Assert.False(approval.Status is ApprovalStatus.Approved or ApprovalStatus.Executing or ApprovalStatus.Executed
                    && approval.Decisions.Count(given => given.Decision == Decision.Approve) < approval.Quorum);
            }
        });

    private static Approval Step(Approval approval, Random random)
    {
        string[] people = ["anna", "ben", "cleo", "asker", "data-analyst"];
        var now = Now.AddMinutes(random.Next(7));
        var request = By(people[random.Next(people.Length)], (Decision)random.Next(2)) with { Hash = random.Next(5) == 0 ? "bb" : Hash };
        return random.Next(3) switch
        {
            0 => approval.Decide(request, now).Value ?? approval,
            1 => approval.Edit(request with { Decision = Decision.Edit }, "new", now).Value ?? approval,
            _ => approval.MoveTo((ApprovalStatus)random.Next(Enum.GetValues<ApprovalStatus>().Length)),
        };
    }

    private static bool IsAllowed(ApprovalStatus from, ApprovalStatus to) => from == to || from switch
    {
        ApprovalStatus.Pending => to is ApprovalStatus.Approved or ApprovalStatus.Rejected or ApprovalStatus.Edited or ApprovalStatus.Expired or ApprovalStatus.Cancelled,
        ApprovalStatus.Approved => to is ApprovalStatus.Executing or ApprovalStatus.Stale or ApprovalStatus.Failed or ApprovalStatus.Cancelled,
        ApprovalStatus.Executing => to is ApprovalStatus.Executed or ApprovalStatus.Failed or ApprovalStatus.OutcomeUnknown or ApprovalStatus.Stale,
        _ => false,
    };

    private static DecideRequest By(string by, Decision decision = Decision.Approve) => new() { Decision = decision, Hash = Hash, By = by, Channel = "http" };

    private static Approval Pending() => new()
    {
        Id = "1",
        Status = ApprovalStatus.Pending,
        Summary = "Change one row",
        Agent = "data-analyst",
        Tool = "execute_sql",
        Source = "default",
        Arguments = "{}",
        Risk = Risk.Medium,
        RequestedBy = "asker",
        Hash = Hash,
        CreatedAt = Now,
        ExpiresAt = Now.AddMinutes(5),
        ExecutionId = "e",
    };
}
