using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Storage.Tests.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>What every backend of requests promises: none is asked twice, and no agent asks for too much.</summary>
public abstract class ApprovalFilingContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private ApprovalBench Bench => field ??= new(Database);

    [Fact]
    public async Task File_WhatIsAskedAlready_IsThatAction()
    {
        var first = await Bench.FileAsync("e1", interaction: "q1");

        var second = await Bench.FileAsync("e2", interaction: "q2");
        var again = await Bench.FileAsync("e2", interaction: "q2");

        Assert.Equal(("e1", first.ApprovalId), (second.Proposal.Id, second.ApprovalId));
        Assert.Equal(("e1", first.ApprovalId), (again.Proposal.Id, again.ApprovalId));
        Assert.Single((await Bench.Approvals.ListAsync("t", new(), default)).Value!.Items);
        Assert.Null(await Bench.Actions.FindAsync(new("t", "e2"), default));
        Assert.Equal("e1", (await Bench.Actions.FindProposedAsync(new("t", "e2"), default))?.Proposal.Id);
        Assert.Equal("e1", (await Bench.Actions.FindProposedAsync(new("t", "e1"), default))?.Proposal.Id);
        Assert.Null(await Bench.Actions.FindProposedAsync(new("t", "e3"), default));
    }

    [Theory]
    [InlineData("requester")]
    [InlineData("agent")]
    [InlineData("sql")]
    [InlineData("parameter")]
    [InlineData("version")]
    [InlineData("source")]
    public async Task File_WhatDiffersInAnything_IsAskedByItself(string difference)
    {
        await Bench.FileAsync("e1");
        var proposal = ActionRows.Awaiting("e2").Proposal;

        var other = await Bench.Records.FileAsync(
            new("t", "e2"),
            ActionRows.Awaiting("e2") with
            {
                Proposal = difference switch
                {
                    "requester" => proposal with { RequestedBy = "k9" },
                    "agent" => proposal with { Agent = "support-triager" },
                    "sql" => proposal with { Sql = "DELETE FROM t WHERE id = 2" },
                    "parameter" => proposal with { Parameters = [new() { Name = "@id", Json = "2" }] },
                    "version" => proposal with { ToolVersion = 2 },
                    _ => proposal with { Source = "other" },
                },
            },
            1,
            default);

        Assert.Equal("e2", other.Proposal.Id);
    }

    [Fact]
    public async Task File_TheSameByManyAtOnce_AsksOnce()
    {
        var filed = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Bench.FileAsync($"e{i}"))));

        Assert.Single(filed.Select(row => (row.Proposal.Id, row.ApprovalId)).Distinct());
        Assert.Single((await Bench.Approvals.ListAsync("t", new(), default)).Value!.Items);
    }

    [Fact]
    public async Task File_TheSameAfterItsEnd_AsksAnew()
    {
        var first = await Bench.FileAsync("e1");
        await Bench.DecideAsync(first.ApprovalId!, "anna", Decision.Reject);

        Assert.Equal("e2", (await Bench.FileAsync("e2")).Proposal.Id);
    }

    [Fact]
    public async Task File_WhatIsOverdueButNotClosed_ClosesItAndAsksAnew()
    {
        var first = await Bench.FileAsync("e1");
        Bench.Time.Advance(TimeSpan.FromMinutes(5));

        var second = await Bench.FileAsync("e2");

        Assert.Equal("e2", second.Proposal.Id);
        Assert.Equal(ExecutionStatus.Expired, (await Bench.Actions.FindAsync(new("t", "e1"), default))?.Status);
        Assert.Equal(ApprovalStatus.Expired, (await Bench.ApprovalAsync(first.ApprovalId!)).Status);
    }

    [Fact]
    public async Task File_MoreThanPeopleCanLookAt_IsRefusedUntilSomethingEnds()
    {
        var open = await Bench.FileAsync("e1", "DELETE FROM t WHERE id = 1");
        await Bench.FileAsync("e2", "DELETE FROM t WHERE id = 2");
        await Bench.FileAsync("e3", "DELETE FROM t WHERE id = 3");

        var refused = await Bench.FileAsync("e4", "DELETE FROM t WHERE id = 4");
        var joined = await Bench.FileAsync("e5", "DELETE FROM t WHERE id = 2");
        await Bench.DecideAsync(open.ApprovalId!, "anna", Decision.Reject);
        var admitted = await Bench.FileAsync("e6", "DELETE FROM t WHERE id = 4");

        Assert.Equal((ExecutionStatus.Forbidden, "tooManyOpenRequests"), (refused.Status, refused.Problem?.Code));
        Assert.Equal("e2", joined.Proposal.Id);
        Assert.Equal(ExecutionStatus.AwaitingApproval, admitted.Status);
    }

    [Fact]
    public async Task File_BesideAsMuchThatIsOverdueButNotClosed_IsAdmitted()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Bench.FileAsync($"e{i}", $"DELETE FROM t WHERE id = {i}");
        }

        Bench.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ExecutionStatus.AwaitingApproval, (await Bench.FileAsync("e4", "DELETE FROM t WHERE id = 4")).Status);
    }

    [Fact]
    public async Task Edit_IntoWhatIsAskedAlready_SaysSo()
    {
        await Bench.FileAsync("e1", "DELETE FROM t WHERE id = 1");
        var second = await Bench.FileAsync("e2", "DELETE FROM t WHERE id = 2");
        var before = await Bench.ApprovalAsync(second.ApprovalId!);

        var edited = await Bench.Records.ReplaceAsync(
            new("t", "e2"),
            second with { Proposal = ActionRows.Awaiting("e2").Proposal },
            before.Id,
            new() { Decision = Decision.Edit, Hash = before.Hash, By = "anna", Channel = "http" },
            1,
            default);

        Assert.Equal("alreadyAsked", edited.Problem?.Code);
        Assert.Equal(ApprovalStatus.Pending, (await Bench.ApprovalAsync(before.Id)).Status);
    }
}
