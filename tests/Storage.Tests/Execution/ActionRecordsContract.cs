using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Freeze;
using AgentCluster.Interactions;
using AgentCluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Storage.Tests.Execution;

/// <summary>What every backend of the actions, their requests and their decisions promises.</summary>
public abstract class ActionRecordsContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly ActionKey Key = new("t", "e");

    private readonly DroppedMail _dropped = new();

    private ActionEffects Effects => new([_dropped]);

    private ActionStore Actions => new(Database);

    private ApprovalStore Approvals => new(Database);

    private ApprovalClock Clock => new(new(Effects), Options.Create(new ApprovalsOptions()));

    private ApprovalDesk Desk => new(Database, Approvals, Clock, new(Effects), TimeProvider.System, NullLogger<ApprovalDesk>.Instance);

    private ActionRecords Records => new(Database, new(Options.Create(new BudgetOptions())), Effects, new(Clock, Options.Create(new ApprovalsOptions { MostOpenPerAgent = 3 })), TimeProvider.System);

    [Fact]
    public async Task File_AnAction_FilesItsRequestAndLogsItTogether()
    {
        var filed = await FileAsync();

        var approval = (await Approvals.FindAsync("t", filed.ApprovalId!, default))!;
        var read = (await Actions.FindAsync(Key, default))!;
        Assert.Equal((ExecutionStatus.AwaitingApproval, approval.Id, "e"), (read.Status, read.ApprovalId, approval.ExecutionId));
        Assert.Equal(ActionStore.TextOf(filed.Proposal), ActionStore.TextOf(read.Proposal));
        Assert.Equal(ActionHash.Of("t", read.Proposal, read.Preview, approval.ExpiresAt), approval.Hash);
        Assert.Equal(["filed", "proposed"], await LogAsync());
    }

    [Fact]
    public async Task File_TheSameIdAgain_KeepsTheFirstAndItsRequest()
    {
        var first = await FileAsync();

        var second = await FileAsync();

        Assert.Equal(first.ApprovalId, second.ApprovalId);
        Assert.Single((await Approvals.ListAsync("t", new(), default)).Value!.Items);
    }

    [Fact]
    public async Task File_OfHighRisk_WaitsADayAndOfMediumTheConfiguredTime()
    {
        var medium = await ApprovalAsync(await FileAsync());
        var high = await ApprovalAsync(await Records.FileAsync(new("t", "h"), Row() with { Risk = Risk.High, Proposal = Row().Proposal with { Id = "h", Sql = "DROP TABLE t" } }, 1, default));

        Assert.Equal((300, 24 * 3600), ((medium.ExpiresAt - medium.CreatedAt).TotalSeconds, (high.ExpiresAt - high.CreatedAt).TotalSeconds));
    }

    [Fact]
    public async Task Begin_WhatNobodyApproved_DoesNotBegin()
    {
        var filed = await FileAsync();

        Assert.Equal(ExecutionStatus.AwaitingApproval, (await Records.BeginAsync(Key, filed, default)).Row.Status);
        Assert.Equal(["filed", "proposed"], await LogAsync());
    }

    [Fact]
    public async Task Begin_WhatWasApproved_BeginsOnceAndEndsOnce()
    {
        var filed = await FileAsync();
        await DecideAsync(filed, "anna");

        var (begun, isBegun) = await Records.BeginAsync(Key, filed, default);
        var (again, isBegunAgain) = await Records.BeginAsync(Key, filed, default);
        var ended = begun.End(ExecutionStatus.Executed, null, DateTimeOffset.UnixEpoch) with { RowsAffected = 1 };
        await Records.MoveAsync(Key, begun, ended);
        var lost = await Records.MoveAsync(Key, begun, begun.End(ExecutionStatus.Failed, null, DateTimeOffset.UnixEpoch));

        Assert.Equal((ExecutionStatus.Executing, ExecutionStatus.AwaitingApproval, ExecutionStatus.Executed), (begun.Status, again.Status, lost.Status));
        Assert.Equal((true, false), (isBegun, isBegunAgain));
        Assert.Equal(ApprovalStatus.Executed, (await ApprovalAsync(filed)).Status);
        Assert.Equal(["approved", "executed", "executing", "filed", "proposed"], await LogAsync());
    }

    [Fact]
    public async Task Begin_ByTwoAtOnce_IsBegunByOne()
    {
        var filed = await FileAsync();
        await DecideAsync(filed, "anna");

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Records.BeginAsync(Key, filed, default))));

        Assert.Single(begun, one => one.Begun);
    }

    [Fact]
    public async Task Open_ByTwoAtOnce_IsBegunByOne()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Records.OpenAsync(Key, Row().Begin(), default))));

        Assert.Single(opened, one => one.Begun);
        Assert.All(opened, one => Assert.Equal(ExecutionStatus.Executing, one.Row.Status));
    }

    [Fact]
    public async Task Begin_OfACancelledQuestion_IsNotBegunWhoeverApproved()
    {
        var filed = await FileAsync("e", "q");
        await DecideAsync(filed, "anna");
        await CancelledAsync("q");

        var (row, begun) = await Records.BeginAsync(Key, filed, default);

        Assert.Equal((false, ExecutionStatus.Cancelled), (begun, row.Status));
        Assert.Equal(ApprovalStatus.Cancelled, (await ApprovalAsync(filed)).Status);
    }

    [Fact]
    public async Task Begin_OfACancelledQuestionThatAnotherJoined_IsBegun()
    {
        var filed = await FileAsync("e", "q");
        await CancelledAsync("q");
        var joined = await FileAsync("f", "r");
        await DecideAsync(filed, "anna");

        var (row, begun) = await Records.BeginAsync(Key, filed, default);

        Assert.Equal("e", joined.Proposal.Id);
        Assert.Equal((true, ExecutionStatus.Executing), (begun, row.Status));
    }

    [Fact]
    public async Task Abandoned_IsWhatOnlyCancelledQuestionsAskedFor()
    {
        var abandoned = new AbandonedActions(Database);
        var filed = await FileAsync("e", "q");
        await FileAsync("f", "r");

        await CancelledAsync("q");
        Assert.Empty(await abandoned.ListAsync("t", default));
        await CancelledAsync("r");
        Assert.Equal("e", Assert.Single(await abandoned.ListAsync("t", default)));
        await DecideAsync(filed, "anna");
        Assert.Empty(await abandoned.ListAsync("t", default));
    }

    [Fact]
    public async Task Begin_WhatIsNotWhatWasApproved_IsStaleAndNeverBegins()
    {
        var filed = await FileAsync();
        await DecideAsync(filed, "anna");

        var (begun, _) = await Records.BeginAsync(Key, filed with { Proposal = filed.Proposal with { Sql = "DELETE FROM u" } }, default);

        Assert.Equal(ExecutionStatus.Stale, begun.Status);
        Assert.Equal(ApprovalStatus.Stale, (await ApprovalAsync(filed)).Status);
    }

    [Fact]
    public async Task Begin_WhileFrozen_FailsWhateverWasApproved()
    {
        var filed = await FileAsync();
        await DecideAsync(filed, "anna");
        await new FreezeStore(Database, TimeProvider.System).SetAsync("t", true, "audit", "anna", default);

        var (begun, _) = await Records.BeginAsync(Key, filed, default);
        var (opened, _) = await Records.OpenAsync(new("t", "f"), (Row() with { Proposal = Row().Proposal with { Id = "f" } }).Begin(), default);

        Assert.Equal((ExecutionStatus.Failed, "frozen"), (begun.Status, begun.Problem?.Code));
        Assert.Equal((ExecutionStatus.Forbidden, "frozen"), (opened.Status, opened.Problem?.Code));
    }

    [Fact]
    public async Task Decide_TwentyPeopleAtOnce_OneDecisionStands()
    {
        var filed = await FileAsync();
        var approval = await ApprovalAsync(filed);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Desk.DecideAsync(
            "t", approval.Id, new() { Decision = i % 2 == 0 ? Decision.Approve : Decision.Reject, Hash = approval.Hash, By = $"p{i}", Channel = "http", Operation = $"o{i}" }, default))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal("settled", outcome.Problem?.Code));
        Assert.Single((await ApprovalAsync(filed)).Decisions);
    }

    [Fact]
    public async Task Decide_AQuorumAtOnce_CountsEveryPerson()
    {
        var filed = await Records.FileAsync(Key, Row(), 5, default);
        var approval = await ApprovalAsync(filed);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => Desk.DecideAsync(
            "t", approval.Id, new() { Decision = Decision.Approve, Hash = approval.Hash, By = $"p{i}", Channel = "http" }, default))));

        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded));
        Assert.Equal((ApprovalStatus.Approved, 5), ((await ApprovalAsync(filed)).Status, (await ApprovalAsync(filed)).Decisions.Length));
    }

    [Fact]
    public async Task Decide_SentAgainUnderItsOperation_CountsOnce()
    {
        var filed = await FileAsync();
        var first = await DecideAsync(filed, "anna", operation: "o");

        var again = await DecideAsync(filed, "anna", operation: "o");

        Assert.Equal((ApprovalStatus.Approved, ApprovalStatus.Approved), (first.Value?.Status, again.Value?.Status));
        Assert.Equal("settled", (await DecideAsync(filed, "anna", operation: "p")).Problem?.Code);
    }

    [Fact]
    public async Task Decide_AnyWay_LogsTheHashOfWhatWasShown()
    {
        var filed = await FileAsync();
        await DecideAsync(filed, "anna");

        var reasons = await Database.ReadAsync(
            "t", session => session.FirstAsync(row => row.GetString(0), "SELECT reasons FROM agent_execution_log WHERE tenant = 't' AND event = 'approved'"), default);

        Assert.Contains((await ApprovalAsync(filed)).Hash, reasons, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_Reject_ClosesTheActionWithIt()
    {
        var filed = await FileAsync();

        await DecideAsync(filed, "anna", Decision.Reject, reason: "no");

        var row = (await Actions.FindAsync(Key, default))!;
        Assert.Equal((ExecutionStatus.Rejected, "no"), (row.Status, row.Problem?.Message));
        Assert.Equal(["filed", "proposed", "rejected"], await LogAsync());
    }

    [Fact]
    public async Task Expire_WhatIsOverdue_ClosesItOnceAndRefusesDecisions()
    {
        var filed = await FileAsync();
        await ExpireAsync();
        var late = await DecideAsync(filed, "anna");

        Assert.Single(await Desk.TickAsync("t", default));
        Assert.Empty(await Desk.TickAsync("t", default));
        Assert.Equal("settled", late.Problem?.Code);
        Assert.Equal((ExecutionStatus.Expired, ApprovalStatus.Expired), ((await Actions.FindAsync(Key, default))!.Status, (await ApprovalAsync(filed)).Status));
        Assert.Equal(["expired", "filed", "proposed"], await LogAsync());
    }

    [Fact]
    public async Task Replace_ByOtherArguments_EndsTheOldRequestAndAsksAnew()
    {
        var filed = await FileAsync();
        var before = await ApprovalAsync(filed);
        var other = filed with { Proposal = filed.Proposal with { Sql = "DELETE FROM t WHERE id = 2" } };
        var request = new DecideRequest { Decision = Decision.Edit, Hash = before.Hash, By = "anna", Channel = "http", Operation = "o" };

        var edited = await Records.ReplaceAsync(Key, other, before.Id, request, 1, default);
        var again = await Records.ReplaceAsync(Key, other, before.Id, request, 1, default);

        var row = (await Actions.FindAsync(Key, default))!;
        Assert.Equal((ApprovalStatus.Edited, row.ApprovalId), (edited.Value?.Status, edited.Value?.ReplacedBy));
        Assert.Equal(row.ApprovalId, again.Value?.ReplacedBy);
        Assert.Equal(("DELETE FROM t WHERE id = 2", ExecutionStatus.AwaitingApproval), (row.Proposal.Sql, row.Status));
        Assert.Equal(ApprovalStatus.Pending, (await ApprovalAsync(row)).Status);
        Assert.Equal(["edited", "filed", "filed", "proposed"], await LogAsync());
        Assert.Equal("settled", (await DecideAsync(filed, "ben")).Problem?.Code);
    }

    [Fact]
    public async Task EndWithoutItsEffect_HoweverItCameAbout_IsToldToTheEffectOnce()
    {
        await DecideAsync(await MailAsync("r"), "anna", Decision.Reject, reason: "no");
        await MailAsync("x");
        await ExpireAsync();
        await Desk.TickAsync("t", default);
        var waiting = await MailAsync("c");
        await Records.MoveAsync(new("t", "c"), waiting, waiting.Close(ExecutionStatus.Cancelled, null, DateTimeOffset.UnixEpoch));
        var approved = await MailAsync("f");
        await DecideAsync(approved, "anna");
        var (begun, _) = await Records.BeginAsync(new("t", "f"), approved, default);
        await Records.MoveAsync(new("t", "f"), begun, begun.End(Problem.Conflict("gone", "It is gone."), TimeSpan.Zero, DateTimeOffset.UnixEpoch));
        await new FreezeStore(Database, TimeProvider.System).SetAsync("t", true, "audit", "anna", default);
        await MailAsync("z");

        Assert.Equal(
            [
                ("r", "It was not approved; nothing was done. no"),
                ("x", "Nobody decided in time; nothing was done."),
                ("c", "It was taken back before a decision; nothing was done."),
                ("f", "It failed; nothing was changed. It is gone."),
                ("z", "It was refused; nothing was done. Nothing is changed or sent at present: an operator has frozen it."),
            ],
            _dropped.Told);
    }

    [Fact]
    public async Task EndWithItsEffect_IsNotToldToTheEffect()
    {
        var filed = await MailAsync("m");
        await DecideAsync(filed, "anna");
        var (begun, _) = await Records.BeginAsync(new("t", "m"), filed, default);

        await Records.MoveAsync(new("t", "m"), begun, begun.End("It is on its way.", TimeSpan.Zero, DateTimeOffset.UnixEpoch));

        Assert.Empty(_dropped.Told);
        Assert.Equal("It is on its way.", (await ApprovalAsync(filed)).Result);
    }

    [Fact]
    public async Task Cancel_WhatWaits_CancelsItsRequestToo()
    {
        var filed = await FileAsync();

        await Records.MoveAsync(Key, filed, filed.Close(ExecutionStatus.Cancelled, null, DateTimeOffset.UnixEpoch));

        Assert.Equal(ApprovalStatus.Cancelled, (await ApprovalAsync(filed)).Status);
        Assert.Equal("settled", (await DecideAsync(filed, "anna")).Problem?.Code);
    }

    [Fact]
    public async Task List_ByAgentAndStatus_PagesNewestFirst()
    {
        for (var i = 0; i < 3; i++)
        {
            await Records.OpenAsync(new("t", $"e{i}"), Row() with { Proposal = Row().Proposal with { Id = $"e{i}" }, Status = ExecutionStatus.Forbidden }, default);
        }

        var first = (await Actions.ListAsync("t", new() { Agent = "data-analyst", Status = ExecutionStatus.Forbidden, Limit = 2 }, default)).Value!;
        var rest = (await Actions.ListAsync("t", new() { Limit = 2, Cursor = first.Next }, default)).Value!;

        Assert.Equal(["e2", "e1", "e0"], first.Items.Concat(rest.Items).Select(row => row.Proposal.Id));
        Assert.Empty((await Actions.ListAsync("t", new() { Since = DateTimeOffset.UtcNow.AddHours(1) }, default)).Value!.Items);
        Assert.Empty((await Actions.ListAsync("other", new(), default)).Value!.Items);
    }

    private Task<ActionRow> MailAsync(string id) => Records.FileAsync(
        new("t", id), Row() with { Proposal = Row().Proposal with { Id = id, Effect = ActionEffect.Mail, Sql = null, Agent = ActionProposal.Client } }, 1, default);

    private Task<ActionRow> FileAsync() => Records.FileAsync(Key, Row(), 1, default);

    private Task<ActionRow> FileAsync(string id, string interaction) =>
        Records.FileAsync(new("t", id), Row() with { Proposal = Row().Proposal with { Id = id, InteractionId = interaction } }, 1, default);

    private Task<bool> CancelledAsync(string interaction) => new InteractionStore(Database).InsertAsync(
        "t",
        InteractionTransitions.Receive(interaction, new() { Question = "Delete it", AskedBy = "local" }, DateTimeOffset.UnixEpoch).Cancel(DateTimeOffset.UnixEpoch),
        default);

    private async Task<Approval> ApprovalAsync(ActionRow row) => (await Approvals.FindAsync("t", row.ApprovalId!, default))!;

    private async Task<Outcome<Approval>> DecideAsync(ActionRow filed, string by, Decision decision = Decision.Approve, string? reason = null, string? operation = null) =>
        await Desk.DecideAsync(
            "t",
            filed.ApprovalId!,
            new() { Decision = decision, Hash = (await ApprovalAsync(filed)).Hash, By = by, Channel = "http", Reason = reason, Operation = operation },
            default);

    private Task<int> ExpireAsync() => Database.WriteAsync(
        "t", session => session.ExecuteAsync("UPDATE human_approval_queue SET expires_at = @past, due_at = @past WHERE tenant = 't'", ("@past", DateTimeOffset.UnixEpoch)), default);

    // In the order of their names: what happens within a millisecond has no other.
    private Task<List<string>> LogAsync() => Database.ReadAsync(
        "t", session => session.QueryAsync(row => row.GetString(0), "SELECT event FROM agent_execution_log WHERE tenant = 't' ORDER BY event"), default);

    private static ActionRow Row() => ActionRows.Awaiting("e");
}
