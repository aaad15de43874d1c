using System.Text.Json.Nodes;
using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.TestKit;
using AgentCluster.Tools;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>The life of a self-made tool through the real gate.</summary>
public sealed class SelfMadeToolTests(GateBench bench) : IClassFixture<GateBench>
{
    private readonly string _name = $"tool_{Guid.NewGuid():N}";

    [Fact]
    public async Task Tool_FromProposalToRollback_DoesWhatItsPublishedVersionSays()
    {
        var first = await ProposeAsync("SELECT name FROM clients WHERE status = :status ORDER BY id LIMIT 1");
        var twin = Draft("SELECT name FROM clients WHERE status = :status ORDER BY id LIMIT 1", $"{_name}_twin");
        Assert.Equal("duplicateTool", (await bench.TryAsync("create_new_tool", twin, "toolsmith")).Problem?.Code);
        Assert.Equal("notPublished", (await InvokeAsync()).Problem?.Code);

        Assert.Equal(ApprovalStatus.Executed, (await bench.DecideAsync(first)).Value?.Status);
        Assert.Equal("[[\"Client 1\"]]", await RowsAsync());

        await bench.DecideAsync(await ProposeAsync("SELECT id, name FROM clients WHERE status = :status ORDER BY id LIMIT 1"));
        Assert.Equal("[[1,\"Client 1\"]]", await RowsAsync());

        Assert.Equal(1, (await bench.Tools.RestoreAsync(_name, 1)).Value?.Version);
        Assert.Equal("[[\"Client 1\"]]", await RowsAsync());
        Assert.Equal([(2, ToolState.Deprecated, "Version 1 took its place."), (1, ToolState.Published, null)], await VersionsAsync());
    }

    [Fact]
    public async Task Tool_ThatChanges_IsTestedWithoutATraceAndAsksAtEachCall()
    {
        var filed = await ProposeAsync("UPDATE clients SET notes = 'tool' WHERE status = :status AND id = 7");
        Assert.Equal(0L, Noted());
        await bench.DecideAsync(filed);

        var called = (await InvokeAsync()).Value!;
        Assert.Equal((ExecutionStatus.AwaitingApproval, 0L), (called.Status, Noted()));
        await bench.DecideAsync(called);

        Assert.Equal(1L, Noted());
    }

    [Fact]
    public async Task Tool_ThatWasRejected_IsDeprecatedWithTheReasonAndNeverPublished()
    {
        var filed = await ProposeAsync("SELECT id FROM clients WHERE status = :status AND id < 20");

        await bench.DecideAsync(filed, Decision.Reject);

        Assert.Equal([(1, ToolState.Deprecated, "It was not approved; nothing was done. seen")], await VersionsAsync());
        Assert.Equal("notPublished", (await InvokeAsync()).Problem?.Code);
        Assert.Equal("notRestorable", (await bench.Tools.RestoreAsync(_name, 1)).Problem?.Code);
    }

    [Fact]
    public async Task Tool_ThatNobodyDecidedOver_IsDeprecatedWithTheReason()
    {
        await ProposeAsync("SELECT id FROM clients WHERE status = :status AND id < 21");

        await bench.ExpireAsync();

        Assert.Equal([(1, ToolState.Deprecated, "Nobody decided in time; nothing was done.")], await VersionsAsync());
    }

    [Fact]
    public async Task Tool_EditedWhileItWaits_KeepsItsRequestBecauseAVersionNeverChanges()
    {
        var filed = await ProposeAsync("SELECT id FROM clients WHERE status = :status AND id < 22");

        var edited = await bench.DecideAsync(filed, Decision.Edit, Draft("SELECT id FROM clients WHERE status = :status AND id < 23", _name).ToJsonString());

        Assert.Equal("notEditable", edited.Problem?.Code);
        Assert.Equal(ApprovalStatus.Pending, (await bench.ApprovalAsync(filed)).Status);
        Assert.Equal([(1, ToolState.AwaitingApproval, null)], await VersionsAsync());
    }

    [Fact]
    public async Task Toolsmith_OfAQuestionAskedOftenEnough_ProposesOneToolOnce()
    {
        foreach (var id in Enumerable.Range(0, 5))
        {
            var asked = await bench.Cluster.Grains.GetGrain<IInteractionGrain>($"local/{Guid.NewGuid():N}")
                .StartAsync(new() { Question = $"How many orders has client {id + 11}?", Agent = "data-analyst", AskedBy = "local" }, TimeSpan.FromSeconds(30));
            Assert.NotNull(asked.Value?.Sql);
        }

        await LearnAsync(runs: 1);
        await LearnAsync(runs: 2);

        var request = Assert.Single((await bench.Approvals.ListAsync(new() { Status = ApprovalStatus.Pending })).Value!.Items, request => request.RequestedBy == "learning");
        Assert.Equal(("create_new_tool", "toolsmith"), (request.Tool, request.Agent));
        var name = JsonNode.Parse(request.Arguments)!["name"]!.GetValue<string>();
        Assert.Equal(ToolState.AwaitingApproval, (await bench.Tools.GetAsync(name)).Value?.State);
        Assert.Contains("data-analyst", (await bench.Tools.GetAsync(name)).Value!.Agents);
    }

    private async Task LearnAsync(long runs)
    {
        var learner = bench.Cluster.Grains.GetGrain<IBackgroundLearnerGrain>("local");
        await learner.RunAsync();
        var status = await Eventually.GetAsync(() => learner.StatusAsync(), status => status.Runs == runs && !status.Running);
        Assert.Null(status.LastError);
    }

    private long Noted() => (long)bench.Scalar("SELECT COUNT(*) FROM clients WHERE notes = 'tool'");

    private async Task<ActionOutcome> ProposeAsync(string sql) => await bench.CallAsync("create_new_tool", Draft(sql, _name), "toolsmith");

    private Task<Outcome<ActionOutcome>> InvokeAsync() => bench.TryAsync(_name, new { status = "active" }, "sql-engineer");

    private async Task<string?> RowsAsync() => (await InvokeAsync()).Value?.Result?.RowsJson;

    private async Task<List<(int, ToolState, string?)>> VersionsAsync() =>
        [.. (await bench.Tools.VersionsAsync(_name)).Value.Select(version => (version.Version, version.State, version.Reason))];

    private JsonObject Draft(string sql, string name) => new()
    {
        ["name"] = name,
        ["description"] = $"Does what {_name} says.",
        ["kind"] = "statement",
        ["sql"] = sql,
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "status", ["type"] = "text", ["description"] = "the status" }),
        ["cases"] = new JsonArray([.. new[] { "active", "paused", "closed" }.Select(status => (JsonNode)new JsonObject { ["arguments"] = new JsonObject { ["status"] = status } })]),
        ["agents"] = new JsonArray("sql-engineer"),
    };
}
