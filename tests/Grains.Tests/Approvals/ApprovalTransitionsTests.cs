using AgentCluster.Approvals;
using AgentCluster.Execution;
using CsCheck;

namespace AgentCluster.Grains.Tests.Approvals;

public sealed class ApprovalTransitionsTests
{
    private const string Hash = "aa";

    private static readonly People Anybody = new([]);

    private static readonly People Listed = new(
    [
        Person("maria", ("slack", "U1"), ("http", "k1"), ("email", "Maria@example.org")),
        Person("ben", ("telegram", "7"), ("http", "k2")),
    ]);

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_ApproveByAnother_IsApprovedOnRecord()
    {
        var decided = Pending().Decide(By("anna"), Anybody, Now).Value!;

        Assert.Equal(ApprovalStatus.Approved, decided.Status);
        Assert.Equal(("anna", Decision.Approve, Now, false), (decided.Decisions[0].By, decided.Decisions[0].Decision, decided.Decisions[0].At, decided.Decisions[0].SelfApproved));
    }

    [Fact]
    public void Decide_QuorumOfTwo_NeedsTwoPeople()
    {
        var first = (Pending() with { Quorum = 2 }).Decide(By("anna"), Anybody, Now).Value!;

        Assert.Equal(ApprovalStatus.Pending, first.Status);
        Assert.Equal("alreadyDecided", first.Decide(By("anna"), Anybody, Now).Problem?.Code);
        Assert.Equal(ApprovalStatus.Approved, first.Decide(By("ben"), Anybody, Now).Value?.Status);
    }

    [Fact]
    public void Decide_OneNoAmongSeveral_IsRejectedWithItsReason()
    {
        var first = (Pending() with { Quorum = 3 }).Decide(By("anna"), Anybody, Now).Value!;

        var rejected = first.Decide(By("ben", Decision.Reject) with { Reason = "not today" }, Anybody, Now).Value!;

        Assert.Equal((ApprovalStatus.Rejected, "not today"), (rejected.Status, rejected.Result));
    }

    [Theory]
    [InlineData("asker")]
    [InlineData("data-analyst")]
    public void Decide_ApproveByWhoAsked_IsRefusedButMayBeRejected(string by)
    {
        Assert.Equal("ownRequest", Pending().Decide(By(by), Anybody, Now).Problem?.Code);
        Assert.Equal(ApprovalStatus.Rejected, Pending().Decide(By(by, Decision.Reject), Anybody, Now).Value?.Status);
    }

    [Fact]
    public void Decide_TheLocalPersonsOwn_IsApprovedAndMarked()
    {
        var decided = (Pending() with { RequestedBy = People.Local }).Decide(By(People.Local), Anybody, Now).Value!;

        Assert.True(decided.Decisions[0].SelfApproved);
        Assert.Equal(ApprovalStatus.Approved, decided.Status);
    }

    [Fact]
    public void Decide_AnotherHash_IsStale() =>
        Assert.Equal("stale", Pending().Decide(By("anna") with { Hash = "bb" }, Anybody, Now).Problem?.Code);

    [Fact]
    public void Decide_AtItsDeadline_IsSettled()
    {
        Assert.Equal("settled", Pending().Decide(By("anna"), Anybody, Now.AddMinutes(5)).Problem?.Code);
        Assert.True(Pending().IsOverdue(Now.AddMinutes(5)));
        Assert.True(Pending().Decide(By("anna"), Anybody, Now.AddMinutes(5).AddTicks(-1)).Succeeded);
    }

    [Fact]
    public void Decide_WhatIsSettled_SaysWhatStandsAndByWhom()
    {
        var refused = Pending().Decide(By("anna", Decision.Reject), Anybody, Now).Value!.Decide(By("ben"), Anybody, Now);

        Assert.Equal("settled", refused.Problem?.Code);
        Assert.Contains("rejected", refused.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("anna", refused.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_OnePersonThroughTwoChannels_CountsOnce()
    {
        var first = (Pending() with { Quorum = 2 }).Decide(In("slack", "U1"), Listed, Now).Value!;

        Assert.Equal(("maria", "U1", "slack"), (first.Decisions[0].By, first.Decisions[0].User, first.Decisions[0].Channel));
        Assert.Equal("alreadyDecided", first.Decide(In("http", "k1"), Listed, Now).Problem?.Code);
        Assert.Equal("alreadyDecided", first.Decide(In("email", "maria@EXAMPLE.org"), Listed, Now).Problem?.Code);
        Assert.Equal(ApprovalStatus.Approved, first.Decide(In("telegram", "7"), Listed, Now).Value?.Status);
    }

    [Theory]
    [InlineData("slack", "U1")]
    [InlineData("http", "k1")]
    [InlineData("grpc", "k1")]
    [InlineData("cli", "k1")]
    public void Decide_WhoAskedThroughAnotherChannel_IsStillWhoAsked(string channel, string user)
    {
        var asked = Pending() with { RequestedBy = "k1" };

        Assert.Equal("ownRequest", asked.Decide(In(channel, user), Listed, Now).Problem?.Code);
        Assert.Equal(ApprovalStatus.Approved, asked.Decide(In("telegram", "7"), Listed, Now).Value?.Status);
    }

    [Theory]
    [InlineData("slack", "U2", true)]
    [InlineData("telegram", "U1", true)]
    [InlineData("http", "k3", true)]
    [InlineData("slack", "local", true)]
    [InlineData("slack", "maria", true)]
    [InlineData("email", "eve@example.org", false)]
    [InlineData("slack", "U1", false)]
    public void Decide_WhoIsNotListed_IsRefusedWhateverStands(string channel, string user, bool listed)
    {
        var people = listed ? Listed : Anybody;

        Assert.Equal("unknownApprover", Pending().Decide(In(channel, user), people, Now).Problem?.Code);
        Assert.Equal("unknownApprover", (Pending() with { Status = ApprovalStatus.Executed }).Decide(In(channel, user), people, Now).Problem?.Code);
    }

    [Fact]
    public void Decide_TheLocalPersonBesideAList_MayAndIsTheSameThroughTheirChannel()
    {
        var people = new People([Person("maria", ("slack", "U1"), ("http", "local"))]);
        var own = Pending() with { RequestedBy = People.Local };

        Assert.True((Pending() with { RequestedBy = "k9" }).Decide(In("http", People.Local), Listed, Now).Succeeded);
        Assert.Equal(("maria", true), own.Decide(In("slack", "U1"), people, Now).Value is { } decided ? (decided.Decisions[0].By, decided.Decisions[0].SelfApproved) : default);
    }

    [Fact]
    public void Decide_AfterPeopleWereListedAnew_CountsThePersonOfBefore()
    {
        var byKey = (Pending() with { Quorum = 2 }).Decide(In("http", "k1"), Anybody, Now).Value!;
        var renamed = new People([Person("mary", ("slack", "U1"), ("http", "k1"))]);

        Assert.Equal("alreadyDecided", byKey.Decide(In("slack", "U1"), Listed, Now).Problem?.Code);
        Assert.Equal("alreadyDecided", (Pending() with { Quorum = 2 }).Decide(In("slack", "U1"), Listed, Now).Value!.Decide(In("http", "k1"), renamed, Now).Problem?.Code);
    }

    [Fact]
    public void AskerOf_AnEdit_IsTheIdThatARequestWouldCarry()
    {
        Assert.Equal("k1", Listed.AskerOf(In("http", "k1")));
        Assert.Equal("maria", Listed.AskerOf(In("slack", "U1")));
        Assert.Equal("ownRequest", (Pending() with { RequestedBy = "maria" }).Decide(In("http", "k1"), Listed, Now).Problem?.Code);
    }

    [Fact]
    public void Edit_APending_EndsItWithItsReplacement()
    {
        var edited = Pending().Edit(By("anna", Decision.Edit), Anybody, "new", Now).Value!;

        Assert.Equal((ApprovalStatus.Edited, "new"), (edited.Status, edited.ReplacedBy));
        Assert.Equal("settled", edited.Decide(By("ben"), Anybody, Now).Problem?.Code);
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
            0 => approval.Decide(request, Anybody, now).Value ?? approval,
            1 => approval.Edit(request with { Decision = Decision.Edit }, Anybody, "new", now).Value ?? approval,
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

    private static DecideRequest In(string channel, string user) => By(user) with { Channel = channel };

    private static Approver Person(string id, params (string Channel, string User)[] channels) => new()
    {
        Id = id,
        Name = id,
        Roles = [ApproverRole.Approver],
        Channels = [.. channels.Select(identity => new ApproverChannel { Channel = identity.Channel, User = identity.User })],
    };

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
