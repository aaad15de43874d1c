using AgentCluster.Agents;
using AgentCluster.Approvals;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Freeze;
using AgentCluster.Interactions;
using AgentCluster.Memory;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Approvals;

/// <summary>Requests through a cluster whose clock, and whose database's clock, the test moves.</summary>
public sealed class ApprovalsGrainTests : IAsyncLifetime
{
    private const string Pay = "UPDATE orders SET state = 'paid' WHERE id = 1";

    private readonly TemporaryFolder _folder = new();
    private TestCluster _cluster = null!;

    private IApprovalsGrain Approvals => _cluster.Grains.GetGrain<IApprovalsGrain>("local");

    public async Task InitializeAsync()
    {
        var source = _folder.File("orders.db");
        using (var connection = new SqliteConnection($"Data Source={source};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL); INSERT INTO orders VALUES (1, 'open'), (2, 'open'); {SourceLedger.Sqlite}";
            command.ExecuteNonQuery();
        }

        _cluster = await TestCluster.StartAsync(source, services =>
        {
            services.PostConfigure<SourcesOptions>(options => options.Sources[SourceKey.DefaultSource].Writable = true);
            services.PostConfigure<ApprovalsOptions>(options => options.LongTimeout = TimeSpan.FromDays(14));
        });
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Renew_WhatExpired_AsksTheSameAgainOnce()
    {
        var filed = await ProposeAsync("a", Pay);
        _cluster.Time.Advance(TimeSpan.FromMinutes(5));

        var renewed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RenewAsync(filed.ApprovalId!, "asker")));
        var next = renewed[0].Value!;
        await DecideAsync(next.Id, "anna");

        var before = await ReadAsync(filed.ApprovalId!);
        Assert.All(renewed, answer => Assert.Equal(next.Id, answer.Value?.Id));
        Assert.Equal((ApprovalStatus.Expired, next.Id), (before.Status, before.ReplacedBy));
        Assert.Equal(("asker", before.Sql, ApprovalStatus.Pending), (next.RequestedBy, next.Sql, next.Status));
        Assert.NotEqual(before.Hash, next.Hash);
        Assert.Equal(ApprovalStatus.Executed, (await ReadAsync(next.Id)).Status);
        Assert.Equal(ApprovalStatus.Executed, (await RenewAsync(filed.ApprovalId!, "asker")).Value?.Status);
        Assert.Equal(1, await ActionsAsync("executed"));
    }

    [Fact]
    public async Task Renew_AfterARefusalThatHasPassed_AsksAndBelongsToNoQuestion()
    {
        var filed = await ProposeAsync("a", Pay, "q");
        _cluster.Time.Advance(TimeSpan.FromMinutes(5));
        var freeze = _cluster.Services.GetRequiredService<FreezeStore>();

        await freeze.SetAsync("local", true, "audit", "anna", default);
        var refused = await RenewAsync(filed.ApprovalId!, "asker");
        var again = await RenewAsync(filed.ApprovalId!, "asker");
        await freeze.SetAsync("local", false, null, "anna", default);
        var renewed = await RenewAsync(filed.ApprovalId!, "asker");

        Assert.Equal(("frozen", "frozen"), (refused.Problem?.Code, again.Problem?.Code));
        Assert.Equal((ApprovalStatus.Pending, null), (renewed.Value?.Status, renewed.Value?.InteractionId));
        Assert.Equal(renewed.Value?.Id, (await ReadAsync(filed.ApprovalId!)).ReplacedBy);
        Assert.Equal(renewed.Value?.Id, (await RenewAsync(filed.ApprovalId!, "asker")).Value?.Id);
    }

    [Fact]
    public async Task Renew_WhatIsNotTheirsOrNotOver_IsRefused()
    {
        var filed = await ProposeAsync("a", Pay);

        Assert.Equal("notRenewable", (await RenewAsync(filed.ApprovalId!, "asker")).Problem?.Code);
        Assert.Equal("unknownApproval", (await RenewAsync("nothing", "asker")).Problem?.Code);
        _cluster.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("notYours", (await RenewAsync(filed.ApprovalId!, "eve")).Problem?.Code);
        Assert.Equal("asker", (await Approvals.RenewAsync(filed.ApprovalId!, new() { By = "anna", Channel = "http", Anyones = true })).Value?.RequestedBy);
    }

    [Fact]
    public async Task Propose_WhatAnotherQuestionAsked_EndsBothByOneDecision()
    {
        var first = await AwaitingAsync("q1", "a");
        var second = await AwaitingAsync("q2", "b");

        await DecideAsync(first.ApprovalId!, "anna");

        Assert.Equal((first.ExecutionId, first.ApprovalId), (second.ExecutionId, second.ApprovalId));
        Assert.Equal(InteractionStatus.Completed, await EndOfAsync("q1"));
        Assert.Equal(InteractionStatus.Completed, await EndOfAsync("q2"));
        Assert.Equal(1, await ActionsAsync("executed"));
        Assert.Equal((first.ExecutionId, ExecutionStatus.Executed), await AgainAsync("b"));
    }

    [Fact]
    public async Task Decide_ThatDoesNotWait_IsDurableAtOnceAndDoneSoon()
    {
        var filed = await ProposeAsync("a", Pay);

        var decided = await DecideAsync(filed.ApprovalId!, "anna", waits: false);

        Assert.Contains(decided.Value!.Status, new[] { ApprovalStatus.Approved, ApprovalStatus.Executing, ApprovalStatus.Executed });
        var ended = await Eventually.GetAsync(() => ReadAsync(filed.ApprovalId!), approval => approval.Status == ApprovalStatus.Executed);
        Assert.Equal(ApprovalStatus.Executed, ended.Status);
    }

    [Fact]
    public async Task Request_OfAClient_EndsApprovedAndExecutesNothing()
    {
        var filed = await Approvals.RequestAsync(new() { Action = "deploy", Arguments = "{}", Risk = Risk.High, RequestedBy = "asker", Operation = "o" });

        var edited = await Approvals.DecideAsync(filed.Id, new() { Decision = Decision.Edit, Hash = filed.Hash, By = "anna", Channel = "http", Arguments = "{}" });
        var own = await DecideAsync(filed.Id, "asker");
        var decided = await DecideAsync(filed.Id, "anna");

        Assert.Equal(("notEditable", "ownRequest"), (edited.Problem?.Code, own.Problem?.Code));
        Assert.Equal((ApprovalStatus.Approved, "api"), (decided.Value?.Status, decided.Value?.Agent));
        Assert.Equal(0, await _cluster.Grains.GetGrain<IActionSweepGrain>("local").SweepAsync());
    }

    [Fact]
    public async Task Renew_AClientsOwn_FilesItAgain()
    {
        var filed = await Approvals.RequestAsync(
            new() { Action = "deploy", Arguments = "{}", Risk = Risk.Low, RequestedBy = "asker", Operation = "o", Timeout = TimeSpan.FromMinutes(2) });
        _cluster.Time.Advance(TimeSpan.FromMinutes(5));

        var renewed = (await RenewAsync(filed.Id, "asker")).Value!;

        Assert.Equal(("deploy", ApprovalStatus.Pending, Risk.Low), (renewed.Tool, renewed.Status, renewed.Risk));
        Assert.Equal(TimeSpan.FromMinutes(2), renewed.ExpiresAt - renewed.CreatedAt);
        Assert.Equal(renewed.Id, (await ReadAsync(filed.Id)).ReplacedBy);
        Assert.Equal(renewed.Id, (await RenewAsync(filed.Id, "asker")).Value?.Id);
    }

    [Fact]
    public async Task Reminders_OverFourteenDays_EscalateRemindAndExpire()
    {
        await _cluster.Grains.GetGrain<IActionSweepGrain>("local").StartAsync();
        var id = (await Approvals.RequestAsync(new() { Action = "deploy", Arguments = "{}", Risk = Risk.Critical, RequestedBy = "asker" })).Id;

        Assert.NotNull((await AfterAsync(TimeSpan.FromMinutes(6), approval => approval.EscalatedAt is not null)).EscalatedAt);
        Assert.Equal(1, (await AfterAsync(TimeSpan.FromHours(4.1), approval => approval.Reminders == 1)).Reminders);
        Assert.Equal(2, (await AfterAsync(TimeSpan.FromDays(12), approval => approval.Reminders == 2)).Reminders);
        Assert.Equal(ApprovalStatus.Expired, (await AfterAsync(TimeSpan.FromDays(2), approval => approval.Status == ApprovalStatus.Expired)).Status);

        Task<Approval> AfterAsync(TimeSpan time, Func<Approval, bool> isSo)
        {
            // Then in small steps: a tick that comes before the reminder's timer is armed is lost, as in life.
            _cluster.Time.Advance(time);
            return Eventually.GetAsync(
                () =>
                {
                    _cluster.Time.Advance(TimeSpan.FromMinutes(1));
                    return ReadAsync(id);
                },
                isSo);
        }
    }

    [Fact]
    public async Task Reject_WithAReason_IsInTheContextOfTheSameQuestion()
    {
        var filed = await AwaitingAsync("q1", "a");
        await Approvals.DecideAsync(filed.ApprovalId!, new() { Decision = Decision.Reject, Hash = (await ReadAsync(filed.ApprovalId!)).Hash, By = "anna", Channel = "http", Reason = "It was paid in cash." });
        await EndOfAsync("q1");
        var agent = _cluster.Grains.GetGrain<IAgentGrain>("local/data-analyst");
        await agent.LearnAsync();

        var context = await agent.ContextAsync(new() { Question = "Pay order 1" });

        var note = Assert.Single(context.Memories, memory => memory.Item.Kind == MemoryKinds.Note).Item;
        Assert.Contains("It was paid in cash.", note.Content, StringComparison.Ordinal);
        Assert.Contains(filed.ApprovalId!, note.Provenance, StringComparison.Ordinal);
        Assert.Equal(("data-analyst", MemoryTrust.Verified), (note.Agent, note.Trust));
    }

    [Fact]
    public async Task Approvers_Replaced_DecideFromThenOn()
    {
        var filed = await ProposeAsync("a", Pay);
        var refused = await Approvals.ReplaceApproversAsync([Maria("fax")], "admin");
        await Approvals.ReplaceApproversAsync([Maria("slack")], "admin");

        Assert.Equal("items[0].channels[0].channel", refused.Problem?.Field);
        Assert.Equal("maria", Assert.Single(await Approvals.ApproversAsync()).Id);
        Assert.Equal("unknownApprover", (await DecideAsync(filed.ApprovalId!, "anna")).Problem?.Code);
        Assert.Equal("maria", (await DecideAsync(filed.ApprovalId!, "U1", "slack")).Value?.Decisions[0].By);
    }

    private static Approver Maria(string channel) => new() { Id = "maria", Name = "Maria", Roles = [ApproverRole.Approver], Channels = [new() { Channel = channel, User = "U1" }] };

    private async Task<(string, ExecutionStatus)> AgainAsync(string id) => await ProposeAsync(id, Pay, "q2") is var outcome ? (outcome.ExecutionId, outcome.Status) : default;

    /// <summary>A question that stopped at the gate, as its run leaves it.</summary>
    private async Task<ActionOutcome> AwaitingAsync(string question, string action)
    {
        var filed = await ProposeAsync(action, Pay, question);
        var asked = InteractionTransitions.Receive(question, new() { Question = "Pay order 1", Agent = "data-analyst", AskedBy = "local" }, _cluster.Time.GetUtcNow());
        var store = _cluster.Services.GetRequiredService<IInteractionStore>();
        await store.InsertAsync("local", asked, default);
        await store.UpdateAsync("local", 1, asked.Await(filed.ApprovalId!, filed.ExecutionId, "It waits.", _cluster.Time.GetUtcNow()), default);
        return filed;
    }

    private async Task<ActionOutcome> ProposeAsync(string id, string sql, string? question = null)
    {
        var outcome = await _cluster.Grains.GetGrain<IActionGrain>($"local/{id}").ProposeAsync(new()
        {
            Id = id,
            Effect = ActionEffect.Statement,
            Source = SourceKey.DefaultSource,
            Agent = ActionProposal.Client,
            Tool = "execute_sql",
            ToolVersion = 1,
            Arguments = "{}",
            Summary = "Pay order 1",
            Sql = sql,
            RequestedBy = "asker",
            InteractionId = question,
        });
        return outcome.Value!;
    }

    private async Task<InteractionStatus> EndOfAsync(string question) => (await Eventually.GetAsync(
        () => _cluster.Grains.GetGrain<IInteractionGrain>($"local/{question}").GetAsync(TimeSpan.Zero), found => found!.HasEnded()))!.Status;

    private async Task<Approval> ReadAsync(string id) => (await Approvals.GetAsync(id)).Value!;

    /// <summary>Repeated as the gateway repeats it: an activation that goes away turns down those who come at the same moment.</summary>
    private async Task<Outcome<Approval>> RenewAsync(string id, string by)
    {
        while (true)
        {
            try
            {
                return await Approvals.RenewAsync(id, new() { By = by, Channel = "http" });
            }
            catch (Exception fault) when (TransientFaults.IsTransient(fault))
            {
                await Task.Yield();
            }
        }
    }

    private async Task<Outcome<Approval>> DecideAsync(string id, string by, string channel = "http", bool waits = true) =>
        await Approvals.DecideAsync(id, new() { Decision = Decision.Approve, Hash = (await ReadAsync(id)).Hash, By = by, Channel = channel, Waits = waits });

    private async Task<long> ActionsAsync(string status) => await _cluster.Services.GetRequiredService<IPlatformDatabase>().ReadAsync(
        "local", session => session.FirstAsync(row => row.GetInt64(0), "SELECT COUNT(*) FROM agent_execution WHERE status = @status AND verdict = 'write'", ("@status", status)), default);
}
