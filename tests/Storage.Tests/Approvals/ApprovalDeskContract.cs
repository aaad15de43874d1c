using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Storage.Tests.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>What every backend of requests promises: none without end, each decided once, by the database's clock.</summary>
public abstract class ApprovalDeskContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private ApprovalBench Bench => field ??= new(Database);

    [Fact]
    public async Task Tick_OverFourteenDays_EscalatesRemindsAndExpiresEachOnce()
    {
        var low = await Bench.FileAsync("e1");
        var high = await Bench.FileAsync("e2", "DROP TABLE t", Risk.High);
        var steps = new List<(string Id, ApprovalStatus Status, int Reminders)>();
        for (var hour = 0; hour < 15 * 24; hour++)
        {
            Bench.Time.Advance(TimeSpan.FromHours(1));
            steps.AddRange((await Bench.Desk.TickAsync("t", default)).Select(approval => (approval.Id, approval.Status, approval.Reminders)));
            Assert.Empty(await Bench.Desk.TickAsync("t", default));
        }

        Assert.Equal((low.ApprovalId, ApprovalStatus.Expired, 0), Assert.Single(steps, step => step.Id == low.ApprovalId));
        var ofHigh = steps.Where(step => step.Id == high.ApprovalId).ToList();
        Assert.Equal((ApprovalStatus.Pending, 0), (ofHigh[0].Status, ofHigh[0].Reminders));
        Assert.Equal(ApprovalStatus.Expired, ofHigh[^1].Status);
        Assert.Equal(Enumerable.Range(1, ofHigh.Count - 2), ofHigh[1..^1].Select(step => step.Reminders));
        Assert.Equal(83, ofHigh.Count - 2);
        Assert.Equal(ofHigh.Count + 1, await Bench.NoticesAsync(high.ApprovalId!));
        Assert.Equal(ExecutionStatus.Expired, (await Bench.Actions.FindAsync(new("t", "e2"), default))?.Status);
        Assert.Equal(["escalated", "expired", "filed", "proposed"], await Bench.LogAsync("e2"));
    }

    [Fact]
    public async Task Tick_WhileOneDecides_DisturbsNoDecision()
    {
        var filed = await Bench.FileAsync("e1", "DROP TABLE t", Risk.Critical, quorum: 2);
        await Bench.DecideAsync(filed.ApprovalId!, "anna");
        Bench.Time.Advance(TimeSpan.FromHours(1));
        var read = await Bench.ApprovalAsync(filed.ApprovalId!);
        await Bench.Desk.TickAsync("t", default);

        var changed = await Bench.Clocked.WriteAsync("t", session => ApprovalStore.ChangeAsync(session, "t", read, read with { Result = "r" }, read.CreatedAt, unexpired: true), default);

        var stands = await Bench.ApprovalAsync(filed.ApprovalId!);
        Assert.True(changed);
        Assert.Equal((Bench.Time.GetUtcNow(), "r", 1), (stands.EscalatedAt, stands.Result, stands.Decisions.Length));
    }

    [Fact]
    public async Task Tick_WhatHasNoActionAnyMore_IsClosedWithTheOthers()
    {
        var lost = await Bench.FileAsync("e1", "DELETE FROM t WHERE id = 1");
        var other = await Bench.FileAsync("e2", "DELETE FROM t WHERE id = 2");
        await Database.WriteAsync("t", session => session.ExecuteAsync("DELETE FROM agent_execution WHERE tenant = 't' AND id = 'e1'"), default);
        Bench.Time.Advance(TimeSpan.FromMinutes(5));

        await Bench.Desk.TickAsync("t", default);

        Assert.Equal((ApprovalStatus.Expired, ApprovalStatus.Expired), ((await Bench.ApprovalAsync(lost.ApprovalId!)).Status, (await Bench.ApprovalAsync(other.ApprovalId!)).Status));
    }

    [Theory]
    [InlineData(Decision.Approve)]
    [InlineData(Decision.Reject)]
    [InlineData(Decision.Edit)]
    public async Task Decide_WhatExpiresBeforeItIsWritten_LeavesNothing(Decision decision)
    {
        var filed = await Bench.FileAsync("e1");
        var before = await Bench.ApprovalAsync(filed.ApprovalId!);
        var request = ApprovalBench.By("anna", decision, before.Hash);

        // The decision reads the clock once before the deadline, and then after it.
        Bench.Time.AutoAdvanceAmount = TimeSpan.FromMinutes(4.9);
        var fault = await Assert.ThrowsAsync<AgentClusterException>(() => decision == Decision.Edit
            ? Bench.Records.ReplaceAsync(new("t", "e1"), ActionRows.Awaiting("e1", "DELETE FROM t WHERE id = 2"), before.Id, request, 1, default)
            : Bench.Desk.DecideAsync("t", before.Id, request, default));
        Bench.Time.AutoAdvanceAmount = TimeSpan.Zero;

        var stands = await Bench.ApprovalAsync(before.Id);
        Assert.True(fault.IsTransient);
        Assert.Equal((ApprovalStatus.Pending, 0), (stands.Status, stands.Decisions.Length));
        Assert.Equal(["filed", "proposed"], await Bench.LogAsync("e1"));
    }

    [Fact]
    public async Task Decide_ByTwentyAtOnceWhileTimeRunsOut_EndsOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = (await Bench.FileAsync($"e{round}", $"DELETE FROM t WHERE id = {round}")).ApprovalId!;
            var hash = (await Bench.ApprovalAsync(id)).Hash;
            if (round % 2 == 1)
            {
                Bench.Time.Advance(TimeSpan.FromMinutes(5));
            }

            var calls = Enumerable.Range(0, 20).Select(i => Task.Run(async () => i % 3 == 2
                ? (await Bench.Desk.TickAsync("t", default)).Count(approval => approval.Id == id)
                : (await Bench.Desk.DecideAsync("t", id, ApprovalBench.By($"p{i}", i % 3 == 0 ? Decision.Approve : Decision.Reject, hash), default)).Succeeded ? 1 : 0));
            var took = (await Task.WhenAll(calls)).Sum();

            var ended = await Bench.ApprovalAsync(id);
            Assert.Equal(1, took);
            Assert.Equal(round % 2 == 1, ended.Status == ApprovalStatus.Expired);
            Assert.Equal(ended.Status == ApprovalStatus.Expired ? 0 : 1, ended.Decisions.Length);
            Assert.Equal(
                ended.Status switch { ApprovalStatus.Approved => ExecutionStatus.AwaitingApproval, ApprovalStatus.Rejected => ExecutionStatus.Rejected, _ => ExecutionStatus.Expired },
                (await Bench.Actions.FindAsync(new("t", $"e{round}"), default))?.Status);
            Assert.Equal(3, (await Bench.LogAsync($"e{round}")).Count);
        }
    }
}
