using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.TestKit;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>What every backend promises of the requests of clients themselves.</summary>
public abstract class ClientRequestsContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private ApprovalBench Bench => field ??= new(Database);

    [Fact]
    public async Task Request_OfAClient_IsFiledOnceAndEndsWithTheDecision()
    {
        var first = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o1"), default);
        var again = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o1"), default);
        var equal = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o2"), default);
        var riskier = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o3") with { Risk = Risk.Critical }, default);

        var decided = await Bench.DecideAsync(first.Id, "anna");

        Assert.Equal((first.Id, first.Id), (again.Id, equal.Id));
        Assert.NotEqual(first.Id, riskier.Id);
        Assert.Equal((1, 2, 64), (first.Quorum, riskier.Quorum, first.Hash.Length));
        Assert.Equal((ApprovalStatus.Approved, null), (decided.Value?.Status, decided.Value?.ExecutionId));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromDays(14)), (first.ExpiresAt - first.CreatedAt, riskier.ExpiresAt - riskier.CreatedAt));
        Assert.Empty(await Bench.Approvals.ApprovedAsync("t", default));
    }

    [Fact]
    public async Task Request_ThatNobodyDecides_Expires()
    {
        var filed = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o1"), default);
        Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ApprovalStatus.Expired, Assert.Single(await Bench.Desk.TickAsync("t", default)).Status);
        Assert.NotEqual(filed.Id, (await Bench.Clients.FileAsync("t", ApprovalBench.Request("o2"), default)).Id);
    }

    [Fact]
    public async Task Replace_OfOneThatEnded_IsWrittenOnce()
    {
        var first = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o1"), default);
        var second = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o2") with { Action = "deploy again" }, default);
        var third = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o3") with { Action = "deploy once more" }, default);

        await Bench.Desk.ReplaceAsync("t", first.Id, second.Id, default);
        await Bench.Desk.ReplaceAsync("t", first.Id, third.Id, default);

        Assert.Equal(second.Id, (await Bench.ApprovalAsync(first.Id)).ReplacedBy);
    }

    [Fact]
    public async Task Decide_ManyTogether_TakesLowRiskOnly()
    {
        var low = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o1") with { Risk = Risk.Low }, default);
        var medium = await Bench.Clients.FileAsync("t", ApprovalBench.Request("o2"), default);

        Assert.True((await Bench.Desk.DecideAsync("t", low.Id, ApprovalBench.By("anna", Decision.Approve, low.Hash) with { LowRiskOnly = true }, default)).Succeeded);
        Assert.Equal("notLowRisk", (await Bench.Desk.DecideAsync("t", medium.Id, ApprovalBench.By("anna", Decision.Approve, medium.Hash) with { LowRiskOnly = true }, default)).Problem?.Code);
    }
}
