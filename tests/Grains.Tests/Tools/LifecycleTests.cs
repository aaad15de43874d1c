using System.Text.Json.Nodes;
using AgentCluster.Execution;
using AgentCluster.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Tools;

public sealed class LifecycleTests : IClassFixture<ToolBench>
{
    private readonly ToolBench _bench;
    private readonly string _name = $"tool_{Guid.NewGuid():N}";

    public LifecycleTests(ToolBench bench) => _bench = bench;

    private IToolsGrain Tools => _bench.Cluster.Grains.GetGrain<IToolsGrain>("local");

    [Fact]
    public async Task Create_AToolThatPasses_WaitsForApprovalAndIsThenPublished()
    {
        var id = await ProposeAsync(Draft("SELECT name FROM clients WHERE status = :status AND id < 10"));

        var waiting = await Tools.GetAsync(_name);
        var early = await _bench.CallAsync(_name, """{"status":"active"}""");
        var done = await PublishAsync(id);
        var again = await PublishAsync(id);
        var call = await _bench.CallAsync(_name, """{"status":"active"}""", "data-analyst");

        Assert.Equal((ToolState.AwaitingApproval, "notPublished"), (waiting.Value!.State, early.Problem?.Code));
        Assert.Equal($"Version 1 of tool {_name} is published.", done.Value);
        Assert.True(again.Succeeded);
        Assert.True(call.Succeeded, call.Problem?.Message);
        Assert.Equal("SELECT name FROM clients WHERE status = @status AND id < 10", _bench.Actions.Proposals.Last(proposal => proposal.Tool == _name).Sql);
        Assert.Equal("toolNotGranted", (await _bench.CallAsync(_name, """{"status":"active"}""", "churn-analyst")).Problem?.Code);
        Assert.Equal("arguments.status", (await _bench.CallAsync(_name, "{}")).Problem?.Field);
    }

    [Fact]
    public async Task Create_AToolThatFailsACase_StaysADraft()
    {
        var draft = Draft("SELECT name FROM clients WHERE status = :status AND id < 11");
        draft["cases"]![1]!["minRows"] = 1000;

        var outcome = await _bench.CallAsync("create_new_tool", draft.ToJsonString(), "toolsmith");

        Assert.Equal("toolNotTested", outcome.Problem?.Code);
        Assert.Contains("Case 2: ", outcome.Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(ToolState.Draft, (await Tools.GetAsync(_name)).Value?.State);
    }

    [Theory]
    [InlineData("SELECT * FROM nowhere WHERE :status = 1", "toolNotTested")]
    [InlineData("DROP TABLE clients -- :status\n", "invalid")]
    [InlineData("SELECT name FROM clients WHERE status = :other", "invalid")]
    public async Task Create_AStatementThatIsNoGood_IsRefused(string sql, string code) =>
        Assert.Equal(code, (await _bench.CallAsync("create_new_tool", Draft(sql).ToJsonString(), "toolsmith")).Problem?.Code);

    [Fact]
    public async Task Create_WhatAnotherToolDoes_IsADuplicate()
    {
        await ProposeAsync(Draft("SELECT name FROM clients WHERE status = :status AND id < 12"));
        var other = Draft("select name from clients  where status = :status and id < 12");
        other["name"] = $"{_name}_b";

        Assert.Equal("duplicateTool", (await _bench.CallAsync("create_new_tool", other.ToJsonString(), "toolsmith")).Problem?.Code);
    }

    [Fact]
    public async Task Create_ANameOfABuiltInTool_IsRefused()
    {
        var draft = Draft("SELECT name FROM clients WHERE status = :status AND id < 13");
        draft["name"] = "query_data";

        Assert.Equal("builtInTool", (await _bench.CallAsync("create_new_tool", draft.ToJsonString(), "toolsmith")).Problem?.Code);
    }

    [Fact]
    public async Task Versions_OfATool_AreKeptAndCanBeRolledBackTo()
    {
        await PublishAsync(await ProposeAsync(Draft("SELECT name FROM clients WHERE status = :status AND id < 14")));
        await PublishAsync(await ProposeAsync(Draft("SELECT id, name FROM clients WHERE status = :status AND id < 14")));

        var back = await Tools.RestoreAsync(_name, 1);
        var versions = await Tools.VersionsAsync(_name);
        var retired = await Tools.RetireAsync(_name);

        Assert.Equal((1, ToolState.Published), (back.Value!.Version, back.Value.State));
        Assert.Equal("2 Deprecated, 1 Published", string.Join(", ", versions.Value.Select(version => $"{version.Version} {version.State}")));
        Assert.Equal(ToolState.Deprecated, retired.Value!.State);
        Assert.Equal("notRestorable", (await Tools.RestoreAsync(_name, 7)).Problem?.Code);
        Assert.Equal("builtInTool", (await Tools.RetireAsync("query_data")).Problem?.Code);
        Assert.Equal("unknownTool", (await Tools.RetireAsync("nothing_at_all")).Problem?.Code);
    }

    [Fact]
    public async Task Create_ACompositionThatChangesBeforeItsEnd_IsRefused()
    {
        var draft = Composition(new JsonArray(Step("update_client_status", """{"id":1,"status":"paused"}"""), Step("query_data", """{"table":"clients"}""")));

        var outcome = await _bench.CallAsync("create_new_tool", draft.ToJsonString(), "toolsmith");

        Assert.Contains("only the last step may", outcome.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_AToolThatChanges_IsTriedAndRolledBack()
    {
        var before = await CountAsync();

        await ProposeAsync(Draft("UPDATE clients SET notes = 'x' WHERE status = :status AND id = 7"));

        Assert.True((await Tools.GetAsync(_name)).Value!.Changes);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Create_ACompositionOfReads_IsTestedStepByStep()
    {
        var draft = Composition(new JsonArray(
            Step("query_data", """{"table":"clients","columns":["id"],"filters":[{"column":"status","op":"=","value":"$status"}],"limit":1}"""),
            Step("query_data", """{"table":"orders","filters":[{"column":"client_id","op":"=","value":"$step1"}]}""")));

        await ProposeAsync(draft);

        Assert.Equal((ToolState.AwaitingApproval, false), (await Tools.GetAsync(_name)) is { Value: { } tool } ? (tool.State, tool.Changes) : default);
    }

    [Fact]
    public async Task Create_ACompositionThatEndsWithAMessage_ChangesSomething()
    {
        var draft = Composition(new JsonArray(
            Step("query_data", """{"table":"clients","columns":["name"],"filters":[{"column":"status","op":"=","value":"$status"}],"limit":1}"""),
            Step("send_email", """{"to":"a@example.com","subject":"$step1","body":"b","attachSql":"SELECT name FROM clients"}""")));

        await ProposeAsync(draft);

        Assert.True((await Tools.GetAsync(_name)).Value!.Changes);
    }

    private async Task<string?> CountAsync() =>
        (await _bench.Cluster.Services.GetRequiredService<SafeExecutor>().ReadAsync(
            new() { Source = new("local", "default"), Sql = "SELECT COUNT(notes) FROM clients", Agent = "api" }, default)).Result?.RowsJson;

    private JsonObject Draft(string sql) => With("statement", new() { ["sql"] = sql });

    private JsonObject Composition(JsonArray steps) => With("composition", new() { ["steps"] = steps });

    private JsonObject With(string kind, JsonObject draft)
    {
        draft["name"] = _name;
        draft["description"] = $"Does what {_name} says.";
        draft["kind"] = kind;
        draft["parameters"] = new JsonArray(new JsonObject { ["name"] = "status", ["type"] = "text", ["description"] = "the status" });
        draft["cases"] = new JsonArray([.. new[] { "active", "paused", "closed" }.Select(status => (JsonNode)new JsonObject { ["arguments"] = new JsonObject { ["status"] = status } })]);
        draft["agents"] = new JsonArray("data-analyst");
        return draft;
    }

    private static JsonObject Step(string tool, string arguments) => new() { ["tool"] = tool, ["arguments"] = JsonNode.Parse(arguments) };

    private async Task<string> ProposeAsync(JsonObject draft)
    {
        var id = Guid.NewGuid().ToString("N");
        var outcome = await _bench.CallAsync("create_new_tool", draft.ToJsonString(), "toolsmith", id: id);
        Assert.True(outcome.Succeeded, outcome.Problem?.Message);
        return id;
    }

    private Task<Outcome<string>> PublishAsync(string id) => _bench.Cluster.Services.GetServices<IActionEffect>().Single(effect => effect.Effect == ActionEffect.Tool)
        .DoAsync(new("local", id), _bench.Actions.Proposals.Single(proposal => proposal.Id == id), shown: null, default);
}
