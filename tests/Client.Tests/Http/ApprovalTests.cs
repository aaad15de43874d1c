using System.Net;
using AgentCluster.Approvals;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Execution;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Http;

public sealed class ApprovalTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new();

    private FakeApprovals Approvals => _gateway.Cluster.Approvals;

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Get_ARequest_ShowsExactlyWhatWouldBeDone()
    {
        var shown = await ReadAsync("/v1/approvals/a1");

        Assert.Equal(("pending", "medium", FakeApprovals.Hash), (shown.GetProperty("status").GetString(), shown.GetProperty("risk").GetString(), shown.GetProperty("hash").GetString()));
        Assert.Equal(17, shown.GetProperty("arguments").GetProperty("id").GetInt32());
        Assert.Equal("""{"id":17,"a":"active"}""", shown.GetProperty("preview").GetProperty("before")[0].GetRawText());
        Assert.Equal("paused", shown.GetProperty("preview").GetProperty("after")[0].GetProperty("a").GetString());
        Assert.Equal("""{"required":2,"given":1}""", shown.GetProperty("quorum").GetRawText());
        Assert.Equal("approve", shown.GetProperty("decisions")[0].GetProperty("decision").GetString());
    }

    [Fact]
    public async Task Get_WaitingForTheEnd_AnswersWhenItHasEnded()
    {
        Approvals.ExecutedAfter = 1;

        var shown = await ReadAsync("/v1/approvals/a1?waitSeconds=30");

        Assert.Equal("executed", shown.GetProperty("status").GetString());
    }

    [Fact]
    public async Task List_WithFilters_AsksForThem()
    {
        var page = await ReadAsync("/v1/approvals?status=pending&agent=data-analyst&risk=high&limit=7&cursor=c");

        Assert.Equal((1, "n"), (page.GetProperty("items").GetArrayLength(), page.GetProperty("next").GetString()));
        Assert.Equal(new ApprovalQuery { Status = ApprovalStatus.Pending, Agent = "data-analyst", Risk = Risk.High, Limit = 7, Cursor = "c" }, Approvals.Listed);
    }

    [Fact]
    public async Task Decide_ByAKey_IsThatKeysDecisionUnderOneName()
    {
        var key = _gateway.Cluster.Credentials.Issue(Roles.Approve);

        using var response = await DecideAsync(key, $$"""{"decision":"edit","hash":"{{FakeApprovals.Hash}}","arguments":{"id": 18},"reason":"typo"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            (Decision.Edit, key.Split('_')[1], "http", """{"id": 18}""", "typo"),
            (Approvals.Decided!.Decision, Approvals.Decided.By, Approvals.Decided.Channel, Approvals.Decided.Arguments, Approvals.Decided.Reason));
        Assert.NotNull(Approvals.Decided.Operation);
    }

    [Fact]
    public async Task Decide_WithoutTheRole_IsRefused()
    {
        using var response = await DecideAsync(_gateway.Cluster.Credentials.Issue(Roles.Ask | Roles.Operate | Roles.Admin), $$"""{"decision":"approve","hash":"{{FakeApprovals.Hash}}"}""");

        await BadRequestTests.AssertProblemAsync(response, 403, "roleMissing", null);
        Assert.Null(Approvals.Decided);
    }

    [Theory]
    [InlineData("""{"decision":"maybe","hash":"HASH"}""", "decision")]
    [InlineData("""{"decision":"approve"}""", "hash")]
    [InlineData("""{"decision":"approve","hash":"abc"}""", "hash")]
    [InlineData("""{"decision":"edit","hash":"HASH"}""", "arguments")]
    [InlineData("""{"decision":"edit","hash":"HASH","arguments":[1]}""", "arguments")]
    [InlineData("""{"decision":"approve","hash":"HASH","arguments":{}}""", "arguments")]
    public async Task Decide_BadBody_NamesTheField(string body, string field)
    {
        using var response = await _gateway.PostAsync("/v1/approvals/a1/decision", body.Replace("HASH", FakeApprovals.Hash, StringComparison.Ordinal));

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", field);
    }

    [Fact]
    public async Task Decide_AnotherHash_IsAConflict()
    {
        using var response = await _gateway.PostAsync("/v1/approvals/a1/decision", $$"""{"decision":"approve","hash":"{{new string('0', 64)}}"}""");

        await BadRequestTests.AssertProblemAsync(response, 409, "stale", null);
    }

    [Fact]
    public async Task Request_OfAClient_SaysWhereItIsDecidedAndEndsWithTheDecision()
    {
        using var pending = await _gateway.PostAsync("/v1/approvals", """{"action":"deploy","arguments":{"to":"production"},"riskLevel":"high","timeoutSeconds":600}""");
        Assert.Equal((HttpStatusCode.Accepted, "/v1/approvals/a1"), (pending.StatusCode, pending.Headers.Location?.ToString()));
        Assert.Equal(
            ("deploy", """{"to":"production"}""", Risk.High, TimeSpan.FromMinutes(10), "local"),
            (Approvals.Requested!.Action, Approvals.Requested.Arguments, Approvals.Requested.Risk, Approvals.Requested.Timeout, Approvals.Requested.RequestedBy));
        Assert.NotNull(Approvals.Requested.Operation);

        (Approvals.ExecutedAfter, Approvals.Ended) = (0, Approvals.Ended with { Status = ApprovalStatus.Approved, ExecutionId = null });
        using var decided = await _gateway.PostAsync("/v1/approvals?waitSeconds=30", """{"action":"deploy"}""");

        Assert.Equal((HttpStatusCode.OK, "approved"), (decided.StatusCode, (await TestGateway.ReadAsync(decided)).GetProperty("status").GetString()));
        Assert.Equal(("{}", Risk.Medium, null), (Approvals.Requested.Arguments, Approvals.Requested.Risk, Approvals.Requested.Timeout));
    }

    [Theory]
    [InlineData("""{}""", "action")]
    [InlineData("""{"action":"a","arguments":[]}""", "arguments")]
    [InlineData("""{"action":"a","riskLevel":"huge"}""", "riskLevel")]
    [InlineData("""{"action":"a","timeoutSeconds":5}""", "timeoutSeconds")]
    public async Task Request_BadBody_NamesTheField(string body, string field)
    {
        using var response = await _gateway.PostAsync("/v1/approvals", body);

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", field);
    }

    [Fact]
    public async Task Decide_Many_AnswersEachByItself()
    {
        var other = new string('0', 64);

        using var response = await _gateway.PostAsync(
            "/v1/approvals/decisions",
            $$"""{"items":[{"id":"a1","decision":"approve","hash":"{{FakeApprovals.Hash}}"},{"id":"a1","decision":"reject","hash":"{{other}}","reason":"no"}]}""");

        var items = (await TestGateway.ReadAsync(response)).GetProperty("items");
        Assert.Equal("""{"index":0,"status":"executed","id":"a1","reason":null}""", items[0].GetRawText());
        Assert.Equal("""{"index":1,"status":"refused","id":"a1","reason":"Another hash."}""", items[1].GetRawText());
        Assert.Equal((false, true, "no"), (Approvals.Decided!.Waits, Approvals.Decided.LowRiskOnly, Approvals.Decided.Reason));
        Assert.EndsWith("-1", Approvals.Decided.Operation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"items":[]}""", "items")]
    [InlineData("""{"items":[{"id":"a1","decision":"edit","hash":"HASH"}]}""", "items[0].decision")]
    [InlineData("""{"items":[{"id":"a1","decision":"approve"}]}""", "items[0].hash")]
    [InlineData("""{"items":[{"decision":"approve","hash":"HASH"}]}""", "items[0].id")]
    public async Task Decide_ManyBadly_NamesTheField(string body, string field)
    {
        using var response = await _gateway.PostAsync("/v1/approvals/decisions", body.Replace("HASH", FakeApprovals.Hash, StringComparison.Ordinal));

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", field);
    }

    [Theory]
    [InlineData(Roles.Ask, false)]
    [InlineData(Roles.Approve, true)]
    [InlineData(Roles.Admin, true)]
    public async Task Renew_ByAKey_IsOfOthersRequestsOnlyForThoseWhoDecide(Roles roles, bool anyones)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/approvals/a1/renew")
        {
            Content = TestGateway.Json("{}"), Headers = { { "X-API-Key", _gateway.Cluster.Credentials.Issue(roles) } },
        };
        using var response = await _gateway.Http.SendAsync(request);

        Assert.Equal("a2", (await TestGateway.ReadAsync(response)).GetProperty("id").GetString());
        Assert.Equal(("http", anyones), (Approvals.Renewed!.Channel, Approvals.Renewed.Anyones));
    }

    [Fact]
    public async Task Execution_Shown_SaysWhyItFailed()
    {
        var shown = await ReadAsync("/v1/executions/e1");
        var page = await ReadAsync("/v1/executions?agent=data-analyst&status=failed&since=2026-01-01");

        Assert.Equal(("failed", "write", "sourceBusy", true), (
            shown.GetProperty("status").GetString(), shown.GetProperty("verdict").GetString(), shown.GetProperty("error").GetProperty("code").GetString(),
            shown.GetProperty("error").GetProperty("transient").GetBoolean()));
        Assert.Equal("e1", page.GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Undo_AnExecution_AnswersWhereItIsDecided()
    {
        using var response = await _gateway.PostAsync("/v1/executions/e1/undo", "{}", "key");
        using var again = await _gateway.PostAsync("/v1/executions/e1/undo", "{}", "key");

        var outcome = await TestGateway.ReadAsync(response);
        Assert.Equal((HttpStatusCode.Accepted, "/v1/approvals/a2"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Equal((Approvals.Undone?.UndoId, "awaitingApproval"), (outcome.GetProperty("executionId").GetString(), outcome.GetProperty("status").GetString()));
        Assert.Equal("local", Approvals.Undone?.RequestedBy);
        Assert.Equal(await response.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/v1/approvals/nope", 404, "unknownApproval")]
    [InlineData("/v1/executions/nope", 404, "unknownExecution")]
    public async Task Get_WhatIsNotThere_IsNotFound(string path, int status, string code)
    {
        using var response = await _gateway.Http.GetAsync(new Uri(path, UriKind.Relative));

        await BadRequestTests.AssertProblemAsync(response, status, code, "id");
    }

    private async Task<System.Text.Json.JsonElement> ReadAsync(string path)
    {
        using var response = await _gateway.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await TestGateway.ReadAsync(response);
    }

    private async Task<HttpResponseMessage> DecideAsync(string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/approvals/a1/decision") { Content = TestGateway.Json(body), Headers = { { "X-API-Key", key } } };
        return await _gateway.Http.SendAsync(request);
    }
}
