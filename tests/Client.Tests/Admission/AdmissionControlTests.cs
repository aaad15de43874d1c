using System.Net;
using AgentCluster.Client.Admission;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Client.Tests.Http;
using AgentCluster.Client.Tests.Rpc;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using V1 = AgentCluster.V1;

namespace AgentCluster.Client.Tests.Admission;

public sealed class AdmissionControlTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _held = new();
    private readonly TaskCompletionSource _reached = new();

    private readonly TestGateway _gateway = new()
    {
        Settings = new()
        {
            ["AgentCluster:Admission:Requests"] = "1",
            ["AgentCluster:Admission:RequestsPerTenant"] = "1",
            ["AgentCluster:Admission:QueuePerTenant"] = "0",
            ["AgentCluster:Admission:Waiters"] = "1",
        },
    };

    public async Task InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _gateway.Cluster.Prepare = interaction => interaction.Before = async _ =>
        {
            _reached.TrySetResult();
            await _held.Task;
        };
    }

    public Task DisposeAsync()
    {
        _held.TrySetResult();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Request_BeyondTheLimit_Is429AndMayBeRepeated()
    {
        var held = await HoldAsync();

        using var response = await _gateway.Http.GetAsync(new Uri("/v1/agents", UriKind.Relative));

        await BadRequestTests.AssertProblemAsync(response, 429, "tooManyRequests", null);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        _held.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
        using var after = await _gateway.Http.GetAsync(new Uri("/v1/agents", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Call_BeyondTheLimitThatHttpFilled_IsResourceExhausted()
    {
        await HoldAsync();

        var failure = await RpcErrors.OfAsync(async () => await new V1.AgentService.AgentServiceClient(_gateway.Channel).ListAgentsAsync(new()));

        var status = RpcErrors.AssertProblem(failure, StatusCode.ResourceExhausted, "tooManyRequests");
        Assert.NotNull(status.GetDetail<RetryInfo>());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Probe_IsServedBeyondTheLimit(string path)
    {
        await HoldAsync();

        using var response = await _gateway.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Endpoint_ThatMayLast_TakesNoTurnOfShortRequests()
    {
        var waiting = _gateway.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<WaitsForClusterAttribute>() is not null)
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText!.TrimEnd('/')}");

        string[] slow =
        [
            "PUT /v1/sources/{name}", "POST /v1/safety/inspections", "POST /v1/memories", "POST /v1/interactions/{id}/feedback",
            "POST /agentcluster.v1.InteractionService/GiveFeedback",
        ];
        Assert.Superset(slow.ToHashSet(), waiting.ToHashSet());
    }

    [Fact]
    public async Task Stream_TakesNoTurnOfShortRequests_AndHasALimitOfItsOwn()
    {
        var client = new V1.InteractionService.InteractionServiceClient(_gateway.Channel);
        _gateway.Cluster.Prepare = interaction => interaction.BeforeEvents = _ =>
        {
            _reached.TrySetResult();
            return _held.Task;
        };
        using var stream = client.StreamInteraction(new() { InteractionId = "long" });
        await _reached.Task;

        using var shortRequest = await _gateway.Http.GetAsync(new Uri("/v1/agents", UriKind.Relative));
        using var second = client.StreamInteraction(new() { InteractionId = "other" });
        var failure = await RpcErrors.OfAsync(async () => await second.ResponseStream.MoveNext());

        Assert.Equal(HttpStatusCode.OK, shortRequest.StatusCode);
        RpcErrors.AssertProblem(failure, StatusCode.ResourceExhausted, "tooManyRequests");
    }

    private async Task<Task<HttpResponseMessage>> HoldAsync()
    {
        var held = _gateway.PostAsync("/v1/ask", """{"question":"a"}""");
        await _reached.Task;
        return held;
    }
}
