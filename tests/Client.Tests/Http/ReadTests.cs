using System.Net;
using System.Text.Json;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Client.Tests.Http;

public sealed class ReadTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new();

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Events_FromTheStart_AreStepsAndThenDone()
    {
        var text = await _gateway.Http.GetStringAsync("/v1/interactions/0123/events");

        Assert.Equal(["step", "step", "done"], Lines(text, "event: "));
        Assert.Equal(["1", "2", "3"], Lines(text, "id: "));
        Assert.Equal("step 1", JsonDocument.Parse(Lines(text, "data: ")[0]).RootElement.GetProperty("summary").GetString());
        Assert.Equal("completed", JsonDocument.Parse(Lines(text, "data: ")[2]).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Events_AfterLastEventId_GoOn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/interactions/0123/events") { Headers = { { "Last-Event-ID", "2" } } };
        using var response = await _gateway.Http.SendAsync(request);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["3"], Lines(await response.Content.ReadAsStringAsync(), "id: "));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Events_OfAnActivationThatGoes_AreTakenUpToTheEnd(int breaksAfter)
    {
        _gateway.Cluster.Prepare = interaction => interaction.BreaksAfter = breaksAfter;

        var text = await _gateway.Http.GetStringAsync("/v1/interactions/0123/events");

        Assert.Equal(["1", "2", "3"], Lines(text, "id: "));
        Assert.Equal(["step", "step", "done"], Lines(text, "event: "));
    }

    [Fact]
    public async Task Events_BadLastEventId_Is400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/interactions/0123/events") { Headers = { { "Last-Event-ID", "x" } } };
        using var response = await _gateway.Http.SendAsync(request);

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", "Last-Event-ID");
    }

    [Theory]
    [InlineData("/v1/interactions/0123")]
    [InlineData("/v1/interactions/0123/events")]
    [InlineData("/v1/interactions/0123/rows.csv")]
    public async Task Interaction_Unknown_Is404(string path)
    {
        _gateway.Cluster.Prepare = interaction => interaction.Exists = false;

        using var response = await _gateway.Http.GetAsync(path);

        await BadRequestTests.AssertProblemAsync(response, 404, "unknownInteraction", "id");
    }

    [Fact]
    public async Task Interaction_Get_HasStepsBesideTheAnswer()
    {
        var answer = JsonDocument.Parse(await _gateway.Http.GetStringAsync("/v1/interactions/0123?waitSeconds=5")).RootElement;

        Assert.Equal(0, answer.GetProperty("steps").GetArrayLength());
        Assert.Equal("0123", answer.GetProperty("interactionId").GetString());
        Assert.Equal("integer", answer.GetProperty("columnTypes")[0].GetString());
    }

    [Fact]
    public async Task Csv_Rows_AreAnAttachment()
    {
        using var response = await _gateway.Http.GetAsync("/v1/interactions/0123/rows.csv");

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("count\r\n42\r\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Csv_NoRows_Is404()
    {
        _gateway.Cluster.Prepare = interaction => interaction.Result = null;

        using var response = await _gateway.Http.GetAsync("/v1/interactions/0123/rows.csv");

        await BadRequestTests.AssertProblemAsync(response, 404, "noRows", null);
    }

    [Fact]
    public async Task Interactions_Filters_ReachTheCluster()
    {
        var text = await _gateway.Http.GetStringAsync(
            "/v1/interactions?agent=data-analyst&conversationId=c&status=awaitingApproval&since=2026-01-31T08:00:00%2B01:00&limit=7&cursor=x&unknown=1");

        Assert.Equal("""{"items":[],"next":null}""", text);
        Assert.Equal(
            new InteractionQuery
            {
                Agent = "data-analyst",
                ConversationId = "c",
                Status = InteractionStatus.AwaitingApproval,
                Since = new DateTimeOffset(2026, 1, 31, 7, 0, 0, TimeSpan.Zero),
                Limit = 7,
                Cursor = "x",
            },
            _gateway.Cluster.Listed);
    }

    [Fact]
    public async Task Memories_ExplainFalse_HasScoreButNoSignals()
    {
        var plain = JsonDocument.Parse(await _gateway.Http.GetStringAsync("/v1/memories?query=a")).RootElement.GetProperty("items")[0];
        var explained = JsonDocument.Parse(await _gateway.Http.GetStringAsync("/v1/memories?query=a&explain=true")).RootElement.GetProperty("items")[0];

        Assert.Equal(0.5, plain.GetProperty("score").GetDouble());
        Assert.Equal(JsonValueKind.Null, plain.GetProperty("signals").ValueKind);
        Assert.Equal(0.25, explained.GetProperty("signals").GetProperty("vector").GetDouble());
        Assert.Equal(10, _gateway.Cluster.Recalled?.Limit);
    }

    [Fact]
    public async Task Memories_Stored_AreVerifiedNotesOfTheApi()
    {
        using var response = await _gateway.PostAsync("/v1/memories", """{"items":[{"content":"a","metadata":{"n":1,"s":"x"}}]}""");

        var draft = Assert.Single(_gateway.Cluster.Stored);
        Assert.Equal(("note", "api", MemoryTrust.Verified), (draft.Kind, draft.Provenance, draft.Trust));
        Assert.Equal(("1", "x"), (draft.Metadata["n"], draft.Metadata["s"]));
        Assert.Equal("""{"items":[{"index":0,"status":"stored","id":"m0","reason":null}],"next":null}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("main.t")]
    [InlineData("t")]
    [InlineData("main.odd.na%2Fme%20%C3%A9")]
    [InlineData("odd.na%2Fme%20%C3%A9")]
    public async Task Tables_AnyName_IsFound(string name)
    {
        var table = JsonDocument.Parse(await _gateway.Http.GetStringAsync($"/v1/discovery/tables/{name}")).RootElement;

        Assert.Equal(1, table.GetProperty("relationships").GetArrayLength());
    }

    [Fact]
    public async Task Tables_Limit_PagesThroughAll()
    {
        var first = JsonDocument.Parse(await _gateway.Http.GetStringAsync("/v1/discovery/tables?limit=1")).RootElement;
        var second = JsonDocument.Parse(await _gateway.Http.GetStringAsync($"/v1/discovery/tables?limit=1&cursor={first.GetProperty("next").GetString()}")).RootElement;

        Assert.Equal("t", first.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal("odd.na/me é", second.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("/v1/agents", "\"counters\"")]
    [InlineData("/v1/agents/data-analyst", "\"learned\":[]")]
    [InlineData("/v1/context?question=a", "\"routingReason\":\"only one\"")]
    [InlineData("/v1/context?question=a&agent=data-analyst", "\"catalog\":[\"t(id integer)\"]")]
    [InlineData("/v1/context?question=a", "\"tables\":[{\"table\":\"t\",\"weight\":0.5,")]
    [InlineData("/v1/context?question=a", "\"synonyms\":[],\"patterns\":[],\"leftOut\":[{\"id\":\"m1\"")]
    [InlineData("/v1/learning/status", "\"interval\":\"00:00:00\"")]
    [InlineData("/v1/learning/patterns", "\"kind\":\"routineQuestion\"")]
    [InlineData("/v1/learning/patterns?kind=mostUsedTable", "{\"items\":[{\"id\":\"m1\",\"kind\":\"mostUsedTable\"")]
    [InlineData("/v1/discovery/patterns", "\"table\":\"t\",\"column\":\"at\",\"period\":\"week\",\"volumes\":[{\"start\":\"2026-03-02\",\"count\":7}]")]
    [InlineData("/v1/discovery/patterns", "\"trend\":{\"direction\":\"steady\"")]
    [InlineData("/v1/memories/m1", "\"dependsOn\":[]")]
    [InlineData("/v1/memories/m1/history", "\"next\":null")]
    [InlineData("/v1/discovery", "\"inferredRelationships\":0")]
    [InlineData("/v1/discovery/functions", "{\"items\":[],\"next\":null}")]
    [InlineData("/v1/discovery/relationships", "\"fromTable\":\"t\"")]
    [InlineData("/v1/discovery/changes?since=2026-01-01", "\"kind\":\"changed\"")]
    [InlineData("/v1/discovery/graph", "\"from\":\"main.t\"")]
    [InlineData("/v1/sources", "\"provider\":\"sqlite\"")]
    [InlineData("/health/live", "healthy")]
    [InlineData("/health/ready", "healthy")]
    [InlineData("/health/startup", "healthy")]
    public async Task Get_EveryReading_Answers(string path, string part)
    {
        Assert.Contains(part, await _gateway.Http.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/learning/runs", null, HttpStatusCode.Accepted)]
    [InlineData("POST", "/v1/learning/examples", """{"examples":[{"question":"a","sql":"SELECT 1"}]}""", HttpStatusCode.OK)]
    [InlineData("PUT", "/v1/learning/schedule", """{"interval":"01:00:00"}""", HttpStatusCode.OK)]
    [InlineData("PUT", "/v1/learning/schedule", """{"interval":"00:00:01"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/memories/m1/restore", null, HttpStatusCode.OK)]
    [InlineData("DELETE", "/v1/memories/m1", null, HttpStatusCode.OK)]
    [InlineData("POST", "/v1/discovery/runs", null, HttpStatusCode.OK)]
    [InlineData("POST", "/v1/discovery/runs", """{"source":"default"}""", HttpStatusCode.OK)]
    [InlineData("PUT", "/v1/sources/mine", """{"provider":"sqlite","connectionString":"x.db"}""", HttpStatusCode.OK)]
    [InlineData("PUT", "/v1/sources/mi.ne", """{"provider":"sqlite","connectionString":"x.db"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/v1/sources/mine", """{"provider":"oracle","connectionString":"x.db"}""", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/v1/sources/default", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/v1/safety/inspections", """{"sql":"DROP TABLE t"}""", HttpStatusCode.OK)]
    [InlineData("PUT", "/v1/safety/freeze", """{"frozen":true,"reason":"Something leaks."}""", HttpStatusCode.OK)]
    [InlineData("PUT", "/v1/safety/freeze", """{"reason":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/v1/safety/freeze", """{"frozen":"yes"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/interactions/0123/cancel", null, HttpStatusCode.OK)]
    [InlineData("POST", "/v1/interactions/0123/feedback", """{"verdict":"incorrect","correctedSql":"SELECT 1"}""", HttpStatusCode.OK)]
    public async Task Change_EveryPath_Answers(string method, string path, string? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : TestGateway.Json(body) };
        using var response = await _gateway.Http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Freeze_IsPutForTheCallerAndRead()
    {
        using var put = await _gateway.Http.PutAsync(new Uri("/v1/safety/freeze", UriKind.Relative), TestGateway.Json("""{"frozen":true,"reason":"r"}"""));
        var read = JsonDocument.Parse(await _gateway.Http.GetStringAsync(new Uri("/v1/safety/freeze", UriKind.Relative))).RootElement;

        Assert.Equal((true, "r", "local"), (read.GetProperty("frozen").GetBoolean(), read.GetProperty("reason").GetString(), read.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task Policy_IsPrintedAsItIsConfigured()
    {
        var policy = JsonDocument.Parse(await _gateway.Http.GetStringAsync(new Uri("/v1/safety/policy", UriKind.Relative))).RootElement;

        Assert.Equal("mail", policy.GetProperty("rules").GetProperty("Mail").GetProperty("effect").GetString());
        Assert.Equal(2, policy.GetProperty("criticalQuorum").GetInt32());
    }

    [Fact]
    public async Task Audit_IsListedAndVerified()
    {
        var list = JsonDocument.Parse(await _gateway.Http.GetStringAsync(new Uri("/v1/audit?since=2026-03-01T12:00:00Z&limit=1&cursor=6", UriKind.Relative))).RootElement;
        var verification = JsonDocument.Parse(await _gateway.Http.GetStringAsync(new Uri("/v1/audit/verify", UriKind.Relative))).RootElement;

        Assert.Equal(new AuditQuery { Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Limit = 1, Cursor = "6" }, _gateway.Cluster.Safety.Listed);
        Assert.Equal((7, "7"), (list.GetProperty("items")[0].GetProperty("seq").GetInt32(), list.GetProperty("next").GetString()));
        Assert.Equal((false, 7), (verification.GetProperty("intact").GetBoolean(), verification.GetProperty("brokenAt").GetInt32()));
    }

    private static string[] Lines(string text, string prefix) =>
        [.. text.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..])];
}
