using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Policy;
using AgentCluster.Storage.Tests.Execution;
using AgentCluster.TestKit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>What every backend of requests promises: none twice, none without end, each decided once, by the database's clock.</summary>
public abstract class ApprovalDeskContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly IOptions<ApprovalsOptions> Settings = Options.Create(new ApprovalsOptions { MostOpenPerAgent = 3, LongTimeout = TimeSpan.FromDays(14) });

    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly ActionEffects _effects = new([new DroppedMail()]);

    private ClockedPlatform Clocked => new(Database, _time);

    private ActionStore Actions => new(Clocked);

    private ApprovalStore Approvals => new(Clocked);

    private ApprovalClock Clock => new(new(_effects), Settings);

    private ApprovalFiling Filing => new(Clock, Settings);

    private ApprovalDesk Desk => new(Clocked, Approvals, Clock, new(_effects), _time);

    private ActionRecords Records => new(Clocked, new(Options.Create(new BudgetOptions())), _effects, Filing, _time);

    private ClientRequests Clients => new(Clocked, Filing, Options.Create(new PolicyOptions()), _time);

    [Fact]
    public async Task File_WhatIsAskedAlready_IsThatAction()
    {
        var first = await FileAsync("e1", interaction: "q1");

        var second = await FileAsync("e2", interaction: "q2");
        var again = await FileAsync("e2", interaction: "q2");

        Assert.Equal(("e1", first.ApprovalId), (second.Proposal.Id, second.ApprovalId));
        Assert.Equal(("e1", first.ApprovalId), (again.Proposal.Id, again.ApprovalId));
        Assert.Single((await Approvals.ListAsync("t", new(), default)).Value!.Items);
        Assert.Null(await Actions.FindAsync(new("t", "e2"), default));
        Assert.Equal("e1", (await Actions.FindProposedAsync(new("t", "e2"), default))?.Proposal.Id);
        Assert.Equal("e1", (await Actions.FindProposedAsync(new("t", "e1"), default))?.Proposal.Id);
        Assert.Null(await Actions.FindProposedAsync(new("t", "e3"), default));
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
        await FileAsync("e1");
        var proposal = ActionRows.Awaiting("e2").Proposal;

        var other = await Records.FileAsync(
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
        var filed = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => FileAsync($"e{i}"))));

        Assert.Single(filed.Select(row => (row.Proposal.Id, row.ApprovalId)).Distinct());
        Assert.Single((await Approvals.ListAsync("t", new(), default)).Value!.Items);
    }

    [Fact]
    public async Task File_TheSameAfterItsEnd_AsksAnew()
    {
        var first = await FileAsync("e1");
        await DecideAsync(first.ApprovalId!, "anna", Decision.Reject);

        Assert.Equal("e2", (await FileAsync("e2")).Proposal.Id);
    }

    [Fact]
    public async Task File_WhatIsOverdueButNotClosed_ClosesItAndAsksAnew()
    {
        var first = await FileAsync("e1");
        _time.Advance(TimeSpan.FromMinutes(5));

        var second = await FileAsync("e2");

        Assert.Equal("e2", second.Proposal.Id);
        Assert.Equal(ExecutionStatus.Expired, (await Actions.FindAsync(new("t", "e1"), default))?.Status);
        Assert.Equal(ApprovalStatus.Expired, (await ApprovalAsync(first.ApprovalId!)).Status);
    }

    [Fact]
    public async Task File_MoreThanPeopleCanLookAt_IsRefusedUntilSomethingEnds()
    {
        var open = await FileAsync("e1", "DELETE FROM t WHERE id = 1");
        await FileAsync("e2", "DELETE FROM t WHERE id = 2");
        await FileAsync("e3", "DELETE FROM t WHERE id = 3");

        var refused = await FileAsync("e4", "DELETE FROM t WHERE id = 4");
        var joined = await FileAsync("e5", "DELETE FROM t WHERE id = 2");
        await DecideAsync(open.ApprovalId!, "anna", Decision.Reject);
        var admitted = await FileAsync("e6", "DELETE FROM t WHERE id = 4");

        Assert.Equal((ExecutionStatus.Forbidden, "tooManyOpenRequests"), (refused.Status, refused.Problem?.Code));
        Assert.Equal("e2", joined.Proposal.Id);
        Assert.Equal(ExecutionStatus.AwaitingApproval, admitted.Status);
    }

    [Fact]
    public async Task Edit_IntoWhatIsAskedAlready_SaysSo()
    {
        await FileAsync("e1", "DELETE FROM t WHERE id = 1");
        var second = await FileAsync("e2", "DELETE FROM t WHERE id = 2");
        var before = await ApprovalAsync(second.ApprovalId!);

        var edited = await Records.ReplaceAsync(
            new("t", "e2"),
            second with { Proposal = ActionRows.Awaiting("e2").Proposal },
            before.Id,
            new() { Decision = Decision.Edit, Hash = before.Hash, By = "anna", Channel = "http" },
            1,
            default);

        Assert.Equal("alreadyAsked", edited.Problem?.Code);
        Assert.Equal(ApprovalStatus.Pending, (await ApprovalAsync(before.Id)).Status);
    }

    [Fact]
    public async Task Tick_OverFourteenDays_EscalatesRemindsAndExpiresEachOnce()
    {
        var low = await FileAsync("e1");
        var high = await FileAsync("e2", "DROP TABLE t", Risk.High);
        var steps = new List<(string Id, ApprovalStatus Status, int Reminders)>();
        for (var hour = 0; hour < 15 * 24; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            steps.AddRange((await Desk.TickAsync("t", default)).Select(approval => (approval.Id, approval.Status, approval.Reminders)));
            Assert.Empty(await Desk.TickAsync("t", default));
        }

        Assert.Equal((low.ApprovalId, ApprovalStatus.Expired, 0), Assert.Single(steps, step => step.Id == low.ApprovalId));
        var ofHigh = steps.Where(step => step.Id == high.ApprovalId).ToList();
        Assert.Equal((ApprovalStatus.Pending, 0), (ofHigh[0].Status, ofHigh[0].Reminders));
        Assert.Equal(ApprovalStatus.Expired, ofHigh[^1].Status);
        Assert.Equal(Enumerable.Range(1, ofHigh.Count - 2), ofHigh[1..^1].Select(step => step.Reminders));
        Assert.Equal(83, ofHigh.Count - 2);
        Assert.Equal(ofHigh.Count + 1, await NoticesAsync(high.ApprovalId!));
        Assert.Equal(ExecutionStatus.Expired, (await Actions.FindAsync(new("t", "e2"), default))?.Status);
        Assert.Equal(["escalated", "expired", "filed", "proposed"], await LogAsync("e2"));
    }

    [Fact]
    public async Task Tick_WhileOneDecides_DisturbsNoDecision()
    {
        var filed = await FileAsync("e1", "DROP TABLE t", Risk.Critical, quorum: 2);
        await DecideAsync(filed.ApprovalId!, "anna");
        _time.Advance(TimeSpan.FromHours(1));
        var read = await ApprovalAsync(filed.ApprovalId!);
        await Desk.TickAsync("t", default);

        var changed = await Clocked.WriteAsync("t", session => ApprovalStore.ChangeAsync(session, "t", read, read with { Result = "r" }, read.CreatedAt, unexpired: true), default);

        var stands = await ApprovalAsync(filed.ApprovalId!);
        Assert.True(changed);
        Assert.Equal((_time.GetUtcNow(), "r", 1), (stands.EscalatedAt, stands.Result, stands.Decisions.Length));
    }

    [Fact]
    public async Task Decide_ByTwentyAtOnceWhileTimeRunsOut_EndsOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = (await FileAsync($"e{round}", $"DELETE FROM t WHERE id = {round}")).ApprovalId!;
            var hash = (await ApprovalAsync(id)).Hash;
            if (round % 2 == 1)
            {
                _time.Advance(TimeSpan.FromMinutes(5));
            }

            var calls = Enumerable.Range(0, 20).Select(i => Task.Run(async () => i % 3 == 2
                ? (await Desk.TickAsync("t", default)).Count(approval => approval.Id == id)
                : (await Desk.DecideAsync("t", id, By($"p{i}", i % 3 == 0 ? Decision.Approve : Decision.Reject, hash), default)).Succeeded ? 1 : 0));
            var took = (await Task.WhenAll(calls)).Sum();

            var ended = await ApprovalAsync(id);
            Assert.Equal(1, took);
            Assert.Equal(round % 2 == 1, ended.Status == ApprovalStatus.Expired);
            Assert.Equal(ended.Status == ApprovalStatus.Expired ? 0 : 1, ended.Decisions.Length);
            Assert.Equal(
                ended.Status switch { ApprovalStatus.Approved => ExecutionStatus.AwaitingApproval, ApprovalStatus.Rejected => ExecutionStatus.Rejected, _ => ExecutionStatus.Expired },
                (await Actions.FindAsync(new("t", $"e{round}"), default))?.Status);
            Assert.Equal(3, (await LogAsync($"e{round}")).Count);
        }
    }

    [Fact]
    public async Task Request_OfAClient_IsFiledOnceAndEndsWithTheDecision()
    {
        var first = await Clients.FileAsync("t", Request("o1"), default);
        var again = await Clients.FileAsync("t", Request("o1"), default);
        var equal = await Clients.FileAsync("t", Request("o2"), default);
        var riskier = await Clients.FileAsync("t", Request("o3") with { Risk = Risk.Critical }, default);

        var decided = await DecideAsync(first.Id, "anna");

        Assert.Equal((first.Id, first.Id), (again.Id, equal.Id));
        Assert.NotEqual(first.Id, riskier.Id);
        Assert.Equal((1, 2, 64), (first.Quorum, riskier.Quorum, first.Hash.Length));
        Assert.Equal((ApprovalStatus.Approved, null), (decided.Value?.Status, decided.Value?.ExecutionId));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromDays(14)), (first.ExpiresAt - first.CreatedAt, riskier.ExpiresAt - riskier.CreatedAt));
        Assert.Empty(await Approvals.ApprovedAsync("t", default));
    }

    [Fact]
    public async Task Request_ThatNobodyDecides_Expires()
    {
        var filed = await Clients.FileAsync("t", Request("o1"), default);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ApprovalStatus.Expired, Assert.Single(await Desk.TickAsync("t", default)).Status);
        Assert.NotEqual(filed.Id, (await Clients.FileAsync("t", Request("o2"), default)).Id);
    }

    [Fact]
    public async Task Replace_OfOneThatEnded_IsWrittenOnce()
    {
        var first = await Clients.FileAsync("t", Request("o1"), default);
        var second = await Clients.FileAsync("t", Request("o2") with { Action = "deploy again" }, default);
        var third = await Clients.FileAsync("t", Request("o3") with { Action = "deploy once more" }, default);

        await Desk.ReplaceAsync("t", first.Id, second.Id, default);
        await Desk.ReplaceAsync("t", first.Id, third.Id, default);

        Assert.Equal(second.Id, (await ApprovalAsync(first.Id)).ReplacedBy);
    }

    [Fact]
    public async Task Decide_ManyTogether_TakesLowRiskOnly()
    {
        var low = await Clients.FileAsync("t", Request("o1") with { Risk = Risk.Low }, default);
        var medium = await Clients.FileAsync("t", Request("o2"), default);

        Assert.True((await Desk.DecideAsync("t", low.Id, By("anna", Decision.Approve, low.Hash) with { LowRiskOnly = true }, default)).Succeeded);
        Assert.Equal("notLowRisk", (await Desk.DecideAsync("t", medium.Id, By("anna", Decision.Approve, medium.Hash) with { LowRiskOnly = true }, default)).Problem?.Code);
    }

    private static ApprovalRequest Request(string operation) => new()
    {
        Action = "deploy", Arguments = """{"to":"production"}""", Risk = Risk.Medium, Timeout = TimeSpan.FromMinutes(1), RequestedBy = "k1", Operation = operation,
    };

    private static DecideRequest By(string by, Decision decision, string hash) => new() { Decision = decision, Hash = hash, By = by, Channel = "http" };

    private Task<ActionRow> FileAsync(string id, string sql = "DELETE FROM t WHERE id = 1", Risk risk = Risk.Medium, int quorum = 1, string? interaction = null)
    {
        var row = ActionRows.Awaiting(id, sql);
        return Records.FileAsync(new("t", id), row with { Risk = risk, Proposal = row.Proposal with { InteractionId = interaction } }, quorum, default);
    }

    private async Task<Outcome<Approval>> DecideAsync(string id, string by, Decision decision = Decision.Approve) =>
        await Desk.DecideAsync("t", id, By(by, decision, (await ApprovalAsync(id)).Hash), default);

    private async Task<Approval> ApprovalAsync(string id) => (await Approvals.FindAsync("t", id, default))!;

    private async Task<long> NoticesAsync(string id) => await Database.ReadAsync("t", session => session.FirstAsync(
        row => row.GetInt64(0), "SELECT version FROM notification_subject WHERE tenant = 't' AND subject = @id", ("@id", id)), default);

    private Task<List<string>> LogAsync(string execution) => Database.ReadAsync("t", session => session.QueryAsync(
        row => row.GetString(0), "SELECT event FROM agent_execution_log WHERE tenant = 't' AND execution_id = @id ORDER BY event", ("@id", execution)), default);
}
