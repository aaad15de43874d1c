using System.Net;
using System.Text;
using AgentCluster.Client.Tests.Fakes;

namespace AgentCluster.Client.Tests.Http;

public sealed class BadRequestTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData("/v1/ask", "{}", 400, "invalid", "question")]
    [InlineData("/v1/ask", "null", 400, "malformedJson", null)]
    [InlineData("/v1/ask", "[]", 400, "malformedJson", null)]
    [InlineData("/v1/ask", "{", 400, "malformedJson", null)]
    [InlineData("/v1/ask", """{"question":"a"} x""", 400, "malformedJson", null)]
    [InlineData("/v1/ask", """{"question":" \n "}""", 400, "invalid", "question")]
    [InlineData("/v1/ask", """{"question":7}""", 400, "wrongType", "question")]
    [InlineData("/v1/ask", """{"question":["a"]}""", 400, "wrongType", "question")]
    [InlineData("/v1/ask", """{"question":"a\u0000b"}""", 400, "invalid", "question")]
    [InlineData("/v1/ask", """{"question":"a\u0007b"}""", 400, "invalid", "question")]
    [InlineData("/v1/ask", """{"question":"\ud800"}""", 400, "wrongType", "question")]
    [InlineData("/v1/ask", """{"question":"a","nope":1}""", 400, "unknownField", "nope")]
    [InlineData("/v1/ask", """{"question":"a","question":"b"}""", 400, "duplicateField", "question")]
    [InlineData("/v1/ask", """{"question":"a","waitSeconds":-1}""", 400, "invalid", "waitSeconds")]
    [InlineData("/v1/ask", """{"question":"a","waitSeconds":301}""", 400, "invalid", "waitSeconds")]
    [InlineData("/v1/ask", """{"question":"a","waitSeconds":"3"}""", 400, "wrongType", "waitSeconds")]
    [InlineData("/v1/ask", """{"question":"a","waitSeconds":1.5}""", 400, "wrongType", "waitSeconds")]
    [InlineData("/v1/ask", """{"question":"a","timeZone":"Mars/Base"}""", 400, "invalid", "timeZone")]
    [InlineData("/v1/ask", """{"question":"a","timeZone":"../etc/passwd"}""", 400, "invalid", "timeZone")]
    [InlineData("/v1/ask", """{"question":"a","source":"nope"}""", 404, "unknownSource", "source")]
    [InlineData("/v1/agents/nobody/ask", """{"question":"a"}""", 404, "unknownAgent", "agent")]
    [InlineData("/v1/interactions/0123/feedback", """{"verdict":"maybe"}""", 400, "invalid", "verdict")]
    [InlineData("/v1/interactions/NOPE!/feedback", """{"verdict":"correct"}""", 404, "unknownInteraction", "id")]
    [InlineData("/v1/interactions/0123/cancel", """{"x":1}""", 400, "unknownField", "x")]
    [InlineData("/v1/learning/examples", """{"examples":[]}""", 400, "invalid", "examples")]
    [InlineData("/v1/learning/examples", """{"examples":[{"question":"a","sql":"SELECT 1"},{"question":"b"}]}""", 400, "invalid", "examples[1].sql")]
    [InlineData("/v1/learning/examples", """{"examples":[null]}""", 400, "invalid", "examples[0].question")]
    [InlineData("/v1/learning/examples", """{"examples":[{"question":"a","sql":5}]}""", 400, "wrongType", "examples[0].sql")]
    [InlineData("/v1/memories", """{"items":[{"content":"a","kind":"gossip"}]}""", 400, "invalid", "items[0].kind")]
    [InlineData("/v1/memories", """{"items":[{"content":"a","occurredAt":"yesterday"}]}""", 400, "invalid", "items[0].occurredAt")]
    [InlineData("/v1/memories", """{"items":[{"content":"a","agent":"nobody"}]}""", 404, "unknownAgent", "items[0].agent")]
    [InlineData("/v1/safety/inspections", """{"sql":""}""", 400, "invalid", "sql")]
    [InlineData("/v1/discovery/runs", """{"source":"nope"}""", 404, "unknownSource", "source")]
    [InlineData("/v1/discovery/runs", """{"source":"a/b"}""", 404, "unknownSource", "source")]
    public async Task Post_BadBody_IsAProblemThatNamesTheField(string path, string body, int status, string code, string? field)
    {
        using var response = await gateway.PostAsync(path, body);

        await AssertProblemAsync(response, status, code, field);
    }

    [Theory]
    [InlineData("/v1/interactions?limit=0", "limit")]
    [InlineData("/v1/interactions?limit=201", "limit")]
    [InlineData("/v1/interactions?limit=x", "limit")]
    [InlineData("/v1/interactions?limit=99999999999", "limit")]
    [InlineData("/v1/interactions?limit=1&limit=2", "limit")]
    [InlineData("/v1/interactions?since=soon", "since")]
    [InlineData("/v1/interactions?status=done", "status")]
    [InlineData("/v1/interactions?cursor=bad", "cursor")]
    [InlineData("/v1/interactions/0123?waitSeconds=301", "waitSeconds")]
    [InlineData("/v1/interactions/0123?waitSeconds=-1", "waitSeconds")]
    [InlineData("/v1/memories?kind=gossip", "kind")]
    [InlineData("/v1/memories?asOf=2026-13-01", "asOf")]
    [InlineData("/v1/memories?explain=maybe", "explain")]
    [InlineData("/v1/memories?query=a%00b", "query")]
    [InlineData("/v1/discovery/tables?cursor=!!", "cursor")]
    [InlineData("/v1/discovery/tables?cursor=LTE", "cursor")]
    [InlineData("/v1/discovery/changes?since=1", "since")]
    [InlineData("/v1/context", "question")]
    [InlineData("/v1/learning/patterns?kind=gossip", "kind")]
    [InlineData("/v1/discovery/patterns?limit=0", "limit")]
    public async Task Get_BadQuery_IsAProblemThatNamesTheParameter(string path, string field)
    {
        using var response = await gateway.Http.GetAsync(path);

        await AssertProblemAsync(response, 400, "invalid", field);
    }

    [Theory]
    [InlineData("/nowhere", "notFound", null)]
    [InlineData("/v1/agents/nobody", "unknownAgent", "agent")]
    [InlineData("/v1/memories/none", "unknownMemory", "id")]
    [InlineData("/v1/memories/%07", "unknownMemory", "id")]
    [InlineData("/v1/conversations/none", "unknownConversation", "id")]
    [InlineData("/v1/sources/none", "unknownSource", null)]
    [InlineData("/v1/discovery?source=none", "unknownSource", "source")]
    [InlineData("/v1/discovery/tables/main.none", "unknownTable", "table")]
    [InlineData("/v1/context?question=a&agent=nobody", "unknownAgent", "agent")]
    [InlineData("/v1/learning/patterns?source=nope", "unknownSource", "source")]
    [InlineData("/v1/discovery/patterns?source=nope", "unknownSource", "source")]
    [InlineData("/v1/context?question=a&source=nope", "unknownSource", "source")]
    public async Task Get_Unknown_Is404(string path, string code, string? field)
    {
        using var response = await gateway.Http.GetAsync(path);

        await AssertProblemAsync(response, 404, code, field);
    }

    [Theory]
    [InlineData(null, 415, "unsupportedMediaType")]
    [InlineData("text/plain", 415, "unsupportedMediaType")]
    [InlineData("application/x-www-form-urlencoded", 415, "unsupportedMediaType")]
    [InlineData("application/json; charset=utf-16", 415, "unsupportedMediaType")]
    public async Task Post_WrongContentType_Is415(string? contentType, int status, string code)
    {
        using var response = await gateway.Http.PostAsync("/v1/ask", TestGateway.Bytes("""{"question":"a"}"""u8.ToArray(), contentType));

        await AssertProblemAsync(response, status, code, "Content-Type");
    }

    [Fact]
    public async Task Post_EmptyBody_Is400()
    {
        using var none = await gateway.Http.PostAsync("/v1/ask", null);
        using var empty = await gateway.PostAsync("/v1/ask", "");

        await AssertProblemAsync(none, 400, "emptyBody", null);
        await AssertProblemAsync(empty, 400, "emptyBody", null);
    }

    [Fact]
    public async Task Post_OneMegabyte_Is413AlsoWhenChunked()
    {
        var body = $$"""{"question":"{{new string('a', 1024 * 1024)}}"}""";
        using var sized = await gateway.PostAsync("/v1/ask", body);
        using var chunkedRequest = new HttpRequestMessage(HttpMethod.Post, "/v1/ask") { Content = TestGateway.Json(body), Headers = { TransferEncodingChunked = true } };
        using var chunked = await gateway.Http.SendAsync(chunkedRequest);

        await AssertProblemAsync(sized, 413, "bodyTooLarge", null);
        await AssertProblemAsync(chunked, 413, "bodyTooLarge", null);
    }

    [Fact]
    public async Task Post_BytesThatAreNoText_Is400()
    {
        using var binary = await gateway.Http.PostAsync("/v1/ask", TestGateway.Bytes([0xFF, 0xFE, 0x80, 0x81], "application/json"));
        using var nul = await gateway.Http.PostAsync("/v1/ask", TestGateway.Bytes([.. "{\"question\":\"a"u8, 0, .. "\"}"u8], "application/json"));

        await AssertProblemAsync(binary, 400, "invalidText", null);
        await AssertProblemAsync(nul, 400, "invalidText", null);
    }

    [Fact]
    public async Task Post_CutShort_SaysWhereTheJsonEnds()
    {
        using var response = await gateway.PostAsync("/v1/ask", """{"question":""");

        Assert.Contains("not valid JSON: look at line 1", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NestedTooDeep_Is400()
    {
        var deep = new StringBuilder("""{"items":[{"content":"a","metadata":{"x":""").Append('[', 40).Append(']', 40).Append("}}]}");

        using var response = await gateway.PostAsync("/v1/memories", deep.ToString());

        await AssertProblemAsync(response, 400, "malformedJson", null);
        Assert.Contains("nested deeper", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_LongQuestion_IsRefusedUnlessItIsSql()
    {
        var words = new string('a', 4_001);
        using var text = await gateway.PostAsync("/v1/ask", $$"""{"question":"{{words}}"}""");
        using var sql = await gateway.PostAsync("/v1/ask", $$"""{"question":"SELECT '{{words}}'"}""");
        using var hugeSql = await gateway.PostAsync("/v1/ask", $$"""{"question":"SELECT '{{new string('a', 65 * 1024)}}'"}""");

        await AssertProblemAsync(text, 400, "invalid", "question");
        Assert.Equal(HttpStatusCode.OK, sql.StatusCode);
        await AssertProblemAsync(hugeSql, 400, "invalid", "question");
    }

    [Fact]
    public async Task Delete_OnAPathWithoutIt_Is405()
    {
        using var response = await gateway.Http.DeleteAsync("/v1/ask");

        await AssertProblemAsync(response, 405, "methodNotAllowed", null);
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage response, int status, string code, string? field)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await TestGateway.ReadAsync(response);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        if (field is not null)
        {
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
        }
    }
}
