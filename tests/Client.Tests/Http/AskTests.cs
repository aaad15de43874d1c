using System.Net;
using AgentCluster.Client.Tests.Fakes;

namespace AgentCluster.Client.Tests.Http;

public sealed class AskTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new();

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Ask_Ended_Is200WithEveryFieldOfTheContract()
    {
        using var response = await _gateway.PostAsync("/v1/ask", """{"question":" How many? "}""");

        var answer = await TestGateway.ReadAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string[] fields =
        [
            "interactionId", "agent", "status", "question", "source", "conversationId", "createdAt", "answer", "sql", "columns", "columnTypes", "rows",
            "rowCount", "truncated", "assumptions", "memoriesUsed", "approvalId", "executionId", "confidence", "model", "tokens", "durationMs", "error",
        ];
        Assert.Equal(fields, answer.EnumerateObject().Select(property => property.Name));
        Assert.Equal("How many?", answer.GetProperty("question").GetString());
        Assert.Equal("completed", answer.GetProperty("status").GetString());
        Assert.Equal(42, answer.GetProperty("rows")[0][0].GetInt32());
    }

    [Fact]
    public async Task Ask_StillRunning_Is202WithLocation()
    {
        _gateway.Cluster.Prepare = interaction => interaction.RunsFor = 1;

        using var response = await _gateway.PostAsync("/v1/agents/data-analyst/ask", """{"question":"a","waitSeconds":0}""");

        var id = (await TestGateway.ReadAsync(response)).GetProperty("interactionId").GetString();
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/v1/interactions/{id}", response.Headers.Location?.ToString());
        Assert.Matches("^[0-9a-z-]{26,40}$", id);
    }

    [Fact]
    public async Task Ask_LongWait_CallsTheGrainAgainForAtMostTwentySeconds()
    {
        _gateway.Cluster.Prepare = interaction => interaction.RunsFor = 3;

        using var response = await _gateway.PostAsync("/v1/ask", """{"question":"a","waitSeconds":300}""");

        var interaction = Assert.Single(_gateway.Cluster.Interactions.Values);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((1, 3), (interaction.Starts, interaction.Reads));
        Assert.All(interaction.Waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Ask_SameKeyAndBody_ReplaysByteForByte()
    {
        using var first = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "k1");
        using var second = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "\"k1\"");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(1, Assert.Single(_gateway.Cluster.Interactions.Values).Starts);
    }

    [Fact]
    public async Task Ask_SameKeyOtherBodyOrPath_Is422()
    {
        using var first = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "k1");
        using var body = await _gateway.PostAsync("/v1/ask", """{"question":"b"}""", "k1");
        using var path = await _gateway.PostAsync("/v1/agents/data-analyst/ask", """{"question":"a"}""", "k1");

        await BadRequestTests.AssertProblemAsync(body, 422, "idempotencyKeyReused", "Idempotency-Key");
        await BadRequestTests.AssertProblemAsync(path, 422, "idempotencyKeyReused", "Idempotency-Key");
    }

    [Fact]
    public async Task Ask_FirstStillRuns_Is409()
    {
        _gateway.Cluster.Keys["local/k1"] = new FakeIdempotency { Running = true };

        using var response = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "k1");

        await BadRequestTests.AssertProblemAsync(response, 409, "idempotencyInProgress", "Idempotency-Key");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Ask_FaultThenRetry_FindsTheSameInteraction()
    {
        _gateway.Cluster.Prepare = interaction => interaction.Fault = new TimeoutException("secret detail");
        using var failed = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "k1");
        _gateway.Cluster.Interactions.Values.Single().Fault = null;

        using var retried = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "k1");

        await BadRequestTests.AssertProblemAsync(failed, 503, "unavailable", null);
        Assert.DoesNotContain("secret", await failed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        Assert.Equal(2, Assert.Single(_gateway.Cluster.Interactions.Values).Starts);
    }

    [Fact]
    public async Task Ask_RefusedRequest_GivesTheKeyBack()
    {
        using var refused = await _gateway.PostAsync("/v1/ask", """{"question":"a","source":"nope"}""", "k1");
        using var mended = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""", "k1");

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("ke\ty")]
    public async Task Ask_BadKey_Is400(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/ask") { Content = TestGateway.Json("""{"question":"a"}""") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await _gateway.Http.SendAsync(request);

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", "Idempotency-Key");
    }

    [Theory]
    [InlineData(true, 503, "unavailable", "Come back.")]
    [InlineData(false, 500, "internalError", "Come back.")]
    public async Task Ask_KnownException_ShowsItsMessage(bool isTransient, int status, string code, string message)
    {
        _gateway.Cluster.Prepare = interaction => interaction.Fault = new AgentClusterException(message, isTransient);

        using var response = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""");

        await BadRequestTests.AssertProblemAsync(response, status, code, null);
        Assert.Equal(message, (await TestGateway.ReadAsync(response)).GetProperty("detail").GetString());
        Assert.Equal(isTransient, response.Headers.RetryAfter is not null);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Ask_UnknownException_ShowsNothingOfIt()
    {
        _gateway.Cluster.Prepare = interaction => interaction.Fault = new InvalidOperationException("secret detail");

        using var response = await _gateway.PostAsync("/v1/ask", """{"question":"a"}""");

        await BadRequestTests.AssertProblemAsync(response, 500, "internalError", null);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
