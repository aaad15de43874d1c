using AgentCluster.Approvals;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Freeze;
using AgentCluster.Interactions;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>The way of an action through a cluster, on a source of its own that may be written.</summary>
public sealed class ActionGrainTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var source = _folder.File("orders.db");
        Run(source, "CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL, amount INTEGER NOT NULL); INSERT INTO orders VALUES (1, 'open', 5), (2, 'open', 7), (3, 'done', 9);");
        Run(source, SourceLedger.Sqlite);
        _cluster = await TestCluster.StartAsync(
            source, services => services.PostConfigure<SourcesOptions>(options => options.Sources[SourceKey.DefaultSource].Writable = true));
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Propose_ARead_GivesRowsAndIsRecordedSoon()
    {
        var read = await ProposeAsync("a", "SELECT state FROM orders WHERE id = @id", ("@id", "2"));

        Assert.Equal((ExecutionStatus.Executed, "[[\"open\"]]"), (read.Status, read.Result?.RowsJson));
        var view = await Eventually.GetAsync(() => Executions.GetAsync("a"), found => found.Succeeded);
        Assert.Equal((ExecutionStatus.Executed, Verdict.Read, 1L), (view.Value!.Status, view.Value.Verdict, view.Value.RowsAffected));
        Assert.Equal("[[\"open\"]]", (await ProposeAsync("a", "SELECT state FROM orders WHERE id = @id", ("@id", "2"))).Result?.RowsJson);
    }

    [Fact]
    public async Task Propose_AChange_ShowsItAsksAndChangesNothing()
    {
        var filed = await ProposeAsync("a", Pay);

        var approval = await ApprovalAsync(filed);
        Assert.Equal((ExecutionStatus.AwaitingApproval, Verdict.Write), (filed.Status, filed.Verdict));
        Assert.Equal((1L, true), (approval.Preview?.RowsAffected, approval.Preview?.IsExact));
        Assert.Equal("open", StateOf(1));
        Assert.Equal(filed.ApprovalId, (await ProposeAsync("a", Pay)).ApprovalId);
    }

    [Fact]
    public async Task Propose_AnotherUnderTheSameId_IsAConflict()
    {
        await ProposeAsync("a", Pay);

        Assert.Equal("conflict", (await Action("a").ProposeAsync(Proposal("a", "DELETE FROM orders WHERE id = 1"))).Problem?.Code);
    }

    [Theory]
    [InlineData("PRAGMA writable_schema = 1", ExecutionStatus.Forbidden, "forbiddenSql")]
    [InlineData("UPDATE orders SET", ExecutionStatus.Failed, "sqlError")]
    [InlineData("UPDATE orders SET state = NULL WHERE id = 1", ExecutionStatus.Failed, "sqlError")]
    public async Task Propose_WhatCannotBe_EndsAtOnceOnRecord(string sql, ExecutionStatus status, string code)
    {
        var outcome = await ProposeAsync("a", sql);

        Assert.Equal((status, code), (outcome.Status, outcome.Problem?.Code));
        Assert.Equal(status, (await Executions.GetAsync("a")).Value?.Status);
        Assert.Empty((await Approvals.ListAsync(new())).Value!.Items);
    }

    [Fact]
    public async Task Approve_AChange_DoesItOnceAndSaysSo()
    {
        var filed = await ProposeAsync("a", Pay);

        var decided = await DecideAsync(filed, "anna");

        Assert.Equal(ApprovalStatus.Executed, decided.Value?.Status);
        Assert.Equal(("paid", 1), (StateOf(1), Ledger("a")));
        var view = (await Executions.GetAsync("a")).Value!;
        Assert.Equal((ExecutionStatus.Executed, 1L, true), (view.Status, view.RowsAffected, view.Undoable));
        Assert.Equal(ExecutionStatus.Executed, (await Action("a").ExecuteAsync(filed.ApprovalId!)).Value?.Status);
        Assert.Equal(1, Ledger("a"));
    }

    [Fact]
    public async Task Approve_ByTwentyAtOnce_DoesItOnce()
    {
        var filed = await ProposeAsync("a", "UPDATE orders SET amount = amount + 1 WHERE id = 1");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => DecideAsync(filed, $"p{i}")));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal("settled", outcome.Problem?.Code));
        Assert.Equal(6L, Scalar("SELECT amount FROM orders WHERE id = 1"));
    }

    [Fact]
    public async Task Reject_AChange_ChangesNothing()
    {
        var filed = await ProposeAsync("a", Pay);

        var decided = await DecideAsync(filed, "anna", Decision.Reject);

        Assert.Equal(ApprovalStatus.Rejected, decided.Value?.Status);
        Assert.Equal(("open", ExecutionStatus.Rejected), (StateOf(1), (await Executions.GetAsync("a")).Value?.Status));
        Assert.Equal("settled", (await DecideAsync(filed, "ben")).Problem?.Code);
    }

    [Fact]
    public async Task Expire_WhatNobodyDecided_IsClosedByTheSweep()
    {
        var filed = await ProposeAsync("a", Pay);
        await OverdueAsync();

        await Sweep.SweepAsync();

        Assert.Equal(("open", ExecutionStatus.Expired), (StateOf(1), (await Executions.GetAsync("a")).Value?.Status));
        Assert.Equal("settled", (await DecideAsync(filed, "anna")).Problem?.Code);
    }

    [Theory]
    [InlineData("ALTER TABLE orders ADD COLUMN note TEXT")]
    [InlineData("DELETE FROM orders WHERE id = 1")]
    public async Task Approve_AfterTheTableChanged_IsStaleAndChangesNothing(string meanwhile)
    {
        var filed = await ProposeAsync("a", Pay);
        Run(_cluster.Source, meanwhile);

        var decided = await DecideAsync(filed, "anna");

        Assert.Equal(ApprovalStatus.Stale, decided.Value?.Status);
        Assert.Equal(0, Ledger("a"));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM orders WHERE state = 'paid'"));
    }

    [Fact]
    public async Task Approve_AfterItsRowWasTamperedWith_IsStaleAndChangesNothing()
    {
        var filed = await ProposeAsync("a", Pay);
        await PlatformAsync("UPDATE agent_execution SET proposal = replace(proposal, 'id = 1', 'id = 2')");

        var decided = await DecideAsync(filed, "anna");

        Assert.Equal((ApprovalStatus.Stale, "open", "open"), (decided.Value?.Status, StateOf(1), StateOf(2)));
    }

    [Fact]
    public async Task Approve_WhileFrozen_FailsAndChangesNothing()
    {
        var filed = await ProposeAsync("a", Pay);
        await _cluster.Services.GetRequiredService<FreezeStore>().SetAsync("local", true, "audit", "anna", default);

        var decided = await DecideAsync(filed, "anna");

        Assert.Equal((ApprovalStatus.Failed, "open"), (decided.Value?.Status, StateOf(1)));
        Assert.Equal("frozen", (await ProposeAsync("b", Pay)).Problem?.Code);
        Assert.Equal(ExecutionStatus.Executed, (await ProposeAsync("c", "SELECT 1")).Status);
    }

    [Fact]
    public async Task Cancel_WhatWaits_ChangesNothing()
    {
        var filed = await ProposeAsync("a", Pay);

        Assert.Equal(ExecutionStatus.Cancelled, (await Action("a").CancelAsync()).Value?.Status);
        Assert.Equal("settled", (await DecideAsync(filed, "anna")).Problem?.Code);
        Assert.Equal("open", StateOf(1));
    }

    [Fact]
    public async Task Undo_AnExecutedChange_RestoresTheRowThroughTheSameGateOnce()
    {
        await DecideAsync(await ProposeAsync("a", Pay), "anna");

        var undo = (await Executions.UndoAsync("a", "u", "asker")).Value!;
        Assert.Equal((ExecutionStatus.AwaitingApproval, "paid"), (undo.Status, StateOf(1)));
        await DecideAsync(undo, "anna");

        Assert.Equal(("open", false), (StateOf(1), (await Executions.GetAsync("a")).Value!.Undoable));
        Assert.Equal("notUndoable", (await Executions.UndoAsync("a", "v", "asker")).Problem?.Code);
        Assert.Equal(ExecutionStatus.Executed, (await Executions.UndoAsync("a", "u", "asker")).Value?.Status);
    }

    [Fact]
    public async Task Undo_ThatJoinedAnother_SentAgainAfterItsEndIsThatOne()
    {
        await DecideAsync(await ProposeAsync("a", Pay), "anna");
        var undo = (await Executions.UndoAsync("a", "u", "asker")).Value!;
        var joined = (await Executions.UndoAsync("a", "v", "asker")).Value!;
        await DecideAsync(undo, "anna");

        var again = await Executions.UndoAsync("a", "v", "asker");

        Assert.Equal(undo.ExecutionId, joined.ExecutionId);
        Assert.Equal((undo.ExecutionId, ExecutionStatus.Executed), (again.Value?.ExecutionId, again.Value?.Status));
    }

    [Fact]
    public async Task Undo_WhatChangedSince_IsRefusedWithTheReason()
    {
        await DecideAsync(await ProposeAsync("a", Pay), "anna");
        Run(_cluster.Source, "UPDATE orders SET state = 'sent' WHERE id = 1");

        Assert.Equal("notUndoable", (await Executions.UndoAsync("a", "u", "asker")).Problem?.Code);
        Assert.Equal("notUndoable", (await Executions.UndoAsync((await ProposeAsync("r", "SELECT 1")).ExecutionId is var id ? await RecordedAsync(id) : id, "v", "asker")).Problem?.Code);
        Assert.Equal("unknownExecution", (await Executions.UndoAsync("nothing", "w", "asker")).Problem?.Code);
    }

    [Fact]
    public async Task Sweep_WhatADeadSiloHadApproved_IsDoneOnce()
    {
        var filed = await ProposeAsync("a", Pay);
        await PlatformAsync("UPDATE human_approval_queue SET status = 'approved'");

        await Sweep.SweepAsync();
        await Sweep.SweepAsync();

        Assert.Equal(("paid", 1, ApprovalStatus.Executed), (StateOf(1), Ledger("a"), (await ApprovalAsync(filed)).Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_WhatADeadSiloHadBegun_IsSettledByTheLedger(bool committed)
    {
        await ProposeAsync("a", "UPDATE orders SET amount = amount + 1 WHERE id = 1");
        await PlatformAsync("UPDATE human_approval_queue SET status = 'executing'");
        await PlatformAsync("UPDATE agent_execution SET status = 'executing'");
        if (committed)
        {
            Run(_cluster.Source, "UPDATE orders SET amount = amount + 1 WHERE id = 1; INSERT INTO agentcluster_ledger VALUES ('a', '2026-01-01T00:00:00Z', 1, NULL)");
        }

        Assert.Equal(1, await Sweep.SweepAsync());
        Assert.Equal(0, await Sweep.SweepAsync());

        Assert.Equal(6L, Scalar("SELECT amount FROM orders WHERE id = 1"));
        var view = (await Executions.GetAsync("a")).Value!;
        Assert.Equal((ExecutionStatus.Executed, 1L), (view.Status, view.RowsAffected));
    }

    [Fact]
    public async Task Sweep_WhatWasBegunWithoutALedger_IsUnknownAndNotTriedAgain()
    {
        await ProposeAsync("a", Pay);
        await PlatformAsync("UPDATE human_approval_queue SET status = 'executing'");
        await PlatformAsync("UPDATE agent_execution SET status = 'executing'");
        Run(_cluster.Source, "DROP TABLE agentcluster_ledger");

        await Sweep.SweepAsync();

        Assert.Equal((ExecutionStatus.OutcomeUnknown, "open"), ((await Executions.GetAsync("a")).Value?.Status, StateOf(1)));
    }

    [Fact]
    public async Task Sweep_WhatWasFiledForACancelledQuestion_TakesItBack()
    {
        var filed = (await Action("a").ProposeAsync(Proposal("a", Pay) with { InteractionId = "q" })).Value!;
        var asked = InteractionTransitions.Receive("q", new() { Question = "Pay order 1", AskedBy = "local" }, _cluster.Time.GetUtcNow());
        await _cluster.Services.GetRequiredService<IInteractionStore>().InsertAsync("local", asked.Cancel(_cluster.Time.GetUtcNow()), default);

        Assert.Equal(1, await Sweep.SweepAsync());
        Assert.Equal(0, await Sweep.SweepAsync());

        Assert.Equal(ApprovalStatus.Cancelled, (await ApprovalAsync(filed)).Status);
        Assert.Equal(ExecutionStatus.Cancelled, (await Executions.GetAsync("a")).Value?.Status);
    }

    [Theory]
    [InlineData(Decision.Approve, InteractionStatus.Completed)]
    [InlineData(Decision.Reject, InteractionStatus.Rejected)]
    public async Task Decide_WhatAQuestionWaitsFor_EndsTheQuestion(Decision decision, InteractionStatus expected)
    {
        var filed = await AwaitingAsync("q");

        await DecideAsync(filed, "anna", decision);

        var ended = await Eventually.GetAsync(() => Question("q").GetAsync(TimeSpan.Zero), question => question!.HasEnded());
        Assert.Equal(expected, ended!.Status);
        Assert.NotNull(ended.Answer);
    }

    [Fact]
    public async Task Cancel_AQuestionThatWaits_TakesItsActionBack()
    {
        var filed = await AwaitingAsync("q");

        var cancelled = await Question("q").CancelAsync();

        Assert.Equal(InteractionStatus.Cancelled, cancelled.Value?.Status);
        Assert.Equal(ApprovalStatus.Cancelled, (await ApprovalAsync(filed)).Status);
    }

    [Fact]
    public async Task Sweep_AQuestionWhoseDecisionItNeverHeardOf_EndsIt()
    {
        await AwaitingAsync("q");
        await PlatformAsync("UPDATE human_approval_queue SET status = 'expired'");
        await PlatformAsync("UPDATE agent_execution SET status = 'expired'");

        await _cluster.Grains.GetGrain<IInteractionSweepGrain>("local").SweepAsync();

        Assert.Equal(InteractionStatus.Expired, (await Question("q").GetAsync(TimeSpan.Zero))?.Status);
    }

    private const string Pay = "UPDATE orders SET state = 'paid' WHERE id = 1";

    private IExecutionsGrain Executions => _cluster.Grains.GetGrain<IExecutionsGrain>("local");

    private IApprovalsGrain Approvals => _cluster.Grains.GetGrain<IApprovalsGrain>("local");

    private IActionSweepGrain Sweep => _cluster.Grains.GetGrain<IActionSweepGrain>("local");

    private IActionGrain Action(string id) => _cluster.Grains.GetGrain<IActionGrain>($"local/{id}");

    private IInteractionGrain Question(string id) => _cluster.Grains.GetGrain<IInteractionGrain>($"local/{id}");

    private async Task<ActionOutcome> ProposeAsync(string id, string sql, params (string Name, string Json)[] parameters)
    {
        var outcome = await Action(id).ProposeAsync(Proposal(id, sql) with { Parameters = [.. parameters.Select(value => new StatementParameter { Name = value.Name, Json = value.Json })] });
        Assert.Null(outcome.Problem);
        return outcome.Value!;
    }

    /// <summary>A question that stopped at the gate, as its run leaves it.</summary>
    private async Task<ActionOutcome> AwaitingAsync(string id)
    {
        var filed = (await Action("a").ProposeAsync(Proposal("a", Pay) with { InteractionId = id })).Value!;
        var asked = InteractionTransitions.Receive(id, new() { Question = "Pay order 1", AskedBy = "local" }, _cluster.Time.GetUtcNow());
        var store = _cluster.Services.GetRequiredService<IInteractionStore>();
        await store.InsertAsync("local", asked, default);
        await store.UpdateAsync("local", 1, asked.Await(filed.ApprovalId!, filed.ExecutionId, "It waits.", _cluster.Time.GetUtcNow()), default);
        return filed;
    }

    private async Task<string> RecordedAsync(string id) =>
        (await Eventually.GetAsync(() => Executions.GetAsync(id), found => found.Succeeded)).Value!.Id;

    private async Task<Approval> ApprovalAsync(ActionOutcome filed) => (await Approvals.GetAsync(filed.ApprovalId!)).Value!;

    private async Task<Outcome<Approval>> DecideAsync(ActionOutcome filed, string by, Decision decision = Decision.Approve) => await Approvals.DecideAsync(
        filed.ApprovalId!, new() { Decision = decision, Hash = (await ApprovalAsync(filed)).Hash, By = by, Channel = "http" });

    private Task OverdueAsync() => PlatformAsync("UPDATE human_approval_queue SET expires_at = 0, due_at = 0");

    private async Task PlatformAsync(string sql) => await _cluster.Services.GetRequiredService<IPlatformDatabase>().WriteAsync("local", session => session.ExecuteAsync(sql), default);

    private string StateOf(int id) => (string)Scalar($"SELECT state FROM orders WHERE id = {id}");

    private int Ledger(string id) => (int)(long)Scalar($"SELECT count(*) FROM agentcluster_ledger WHERE action_id = '{id}'");

    private object Scalar(string sql)
    {
        using var connection = Open(_cluster.Source);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static void Run(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static ActionProposal Proposal(string id, string sql) => new()
    {
        Id = id,
        Effect = ActionEffect.Statement,
        Source = SourceKey.DefaultSource,
        Agent = ActionProposal.Client,
        Tool = "execute_sql",
        ToolVersion = 1,
        Arguments = "{}",
        Summary = "Change orders",
        Sql = sql,
        RequestedBy = "asker",
    };
}
