using AgentCluster.Client.Rpc;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Client.Tests.Http;
using AgentCluster.Interactions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using V1 = AgentCluster.V1;

namespace AgentCluster.Client.Tests.Rpc;

public sealed class ServiceTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly DateTimeOffset Now = FakeInteraction.At;

    [Fact]
    public async Task ListInteractions_Filters_ReachTheGrain()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);

        await client.ListInteractionsAsync(new()
        {
            Agent = "data-analyst", ConversationId = "mine", Status = V1.InteractionStatus.AwaitingApproval, Since = Timestamp.FromDateTimeOffset(Now), Limit = 7, Cursor = "c",
        });

        var expected = new InteractionQuery
        {
            Agent = "data-analyst", ConversationId = "mine", Status = InteractionStatus.AwaitingApproval, Since = Now, Limit = 7, Cursor = "c",
        };
        Assert.Equal(expected, gateway.Cluster.Listed);
    }

    [Fact]
    public async Task ListInteractions_FiltersThatCannotBeUsed_AreAllNamed()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);

        var failure = await RpcErrors.OfAsync(async () => await client.ListInteractionsAsync(new()
        {
            Status = (V1.InteractionStatus)99, Limit = 201, Since = new Timestamp { Seconds = long.MaxValue },
        }));

        RpcErrors.AssertProblem(failure, StatusCode.InvalidArgument, "invalid", "limit", "since", "status");
    }

    [Fact]
    public async Task GetInteraction_Unknown_IsNotFound()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);

        var failure = await RpcErrors.OfAsync(async () => await client.GetInteractionAsync(new() { InteractionId = "../x" }));

        RpcErrors.AssertProblem(failure, StatusCode.NotFound, "unknownInteraction", "id");
    }

    [Fact]
    public async Task GiveFeedback_ReachesTheGrain()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);

        var judged = await client.GiveFeedbackAsync(new()
        {
            InteractionId = "judged", Feedback = new() { Verdict = V1.FeedbackVerdict.Incorrect, CorrectedSql = "SELECT 1", Comment = "no" },
        });

        var said = gateway.Cluster.Interactions["local/judged"].Said;
        Assert.NotNull(said);
        Assert.Equal((FeedbackVerdict.Incorrect, "SELECT 1", "no"), (said.Verdict, said.CorrectedSql, said.Comment));
        Assert.Equal((V1.FeedbackVerdict.Incorrect, "SELECT 1"), (judged.Feedback.Verdict, judged.Feedback.CorrectedSql));
    }

    [Fact]
    public async Task GiveFeedback_WithoutVerdict_IsRefused()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);

        var failure = await RpcErrors.OfAsync(async () => await client.GiveFeedbackAsync(new() { InteractionId = "judged" }));

        RpcErrors.AssertProblem(failure, StatusCode.InvalidArgument, "invalid", "verdict");
    }

    [Fact]
    public async Task CancelInteraction_Answers()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);

        Assert.Equal(V1.InteractionStatus.Cancelled, (await client.CancelInteractionAsync(new() { InteractionId = "cancelled" })).Status);
    }

    [Fact]
    public async Task StreamInteraction_AfterAPosition_BeginsBehindIt()
    {
        var client = new V1.InteractionService.InteractionServiceClient(gateway.Channel);
        using var call = client.StreamInteraction(new() { InteractionId = "streamed", After = 1 });

        var events = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([2, 3], events.Select(happened => happened.Sequence));
    }

    [Fact]
    public async Task StreamInteraction_OverALongStep_GoesOn()
    {
        gateway.Cluster.Prepare = interaction => interaction.QuietFor = 7;
        using var call = new V1.InteractionService.InteractionServiceClient(gateway.Channel).StreamInteraction(new() { InteractionId = "quiet" });

        var events = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([1, 2, 3], events.Select(happened => happened.Sequence));
    }

    [Fact]
    public async Task Agents_AreListedAndRead()
    {
        var client = new V1.AgentService.AgentServiceClient(gateway.Channel);

        var listed = Assert.Single((await client.ListAgentsAsync(new())).Items);
        var read = await client.GetAgentAsync(new() { Id = "data-analyst" });
        var failure = await RpcErrors.OfAsync(async () => await client.GetAgentAsync(new() { Id = "nobody" }));

        Assert.Equal(("data-analyst", "Analyst", V1.SqlTier.Read, 1000), (read.Id, read.Title, read.Tier, read.RowBudget));
        Assert.Equal(listed.Id, read.Id);
        RpcErrors.AssertProblem(failure, StatusCode.NotFound, "unknownAgent", "agent");
    }

    [Fact]
    public async Task Discovery_IsReadInPages()
    {
        var client = new V1.DiscoveryService.DiscoveryServiceClient(gateway.Channel);

        var run = await client.DiscoverAsync(new());
        var summary = await client.GetCatalogAsync(new());
        var first = await client.ListTablesAsync(new() { Limit = 1 });
        var second = await client.ListTablesAsync(new() { Limit = 1, Cursor = first.Next });
        var relationships = await client.ListRelationshipsAsync(new());
        var functions = await client.ListFunctionsAsync(new());

        Assert.Equal((2, 5.0), (run.Summary.Tables, run.DurationMs));
        Assert.Equal((2, 1, "f"), (summary.Tables, summary.Relationships, summary.Fingerprint));
        Assert.Equal(["t", "odd.na/me é"], [Assert.Single(first.Items).Name, Assert.Single(second.Items).Name]);
        Assert.False(second.HasNext);
        Assert.Equal("t", Assert.Single(relationships.Items).FromTable);
        Assert.Empty(functions.Items);
    }

    [Fact]
    public async Task Discovery_UnknownSource_IsNotFound()
    {
        var client = new V1.DiscoveryService.DiscoveryServiceClient(gateway.Channel);

        var failure = await RpcErrors.OfAsync(async () => await client.ListTablesAsync(new() { Source = "nowhere" }));

        RpcErrors.AssertProblem(failure, StatusCode.NotFound, "unknownSource", "source");
    }

    [Fact]
    public async Task Authority_Foreign_IsRefusedInGrpcsForm()
    {
        using var channel = GrpcChannel.ForAddress(gateway.GrpcUrl, new() { HttpHandler = new ForeignHost() });

        var failure = await RpcErrors.OfAsync(async () => await new V1.AgentService.AgentServiceClient(channel).ListAgentsAsync(new()));

        RpcErrors.AssertProblem(failure, StatusCode.PermissionDenied, "foreignHost", "host");
    }

    [Fact]
    public async Task Service_Unknown_IsUnimplemented()
    {
        var method = new Method<Empty, Empty>(
            MethodType.Unary, "agentcluster.v0.AskService", "Ask", Marshallers.Create(_ => Array.Empty<byte>(), _ => new Empty()), Marshallers.Create(_ => Array.Empty<byte>(), _ => new Empty()));

        var failure = await RpcErrors.OfAsync(async () => await gateway.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(), new Empty()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task Health_FollowsReadiness()
    {
        var starting = new TestGateway { IsDiscovered = false };
        await starting.InitializeAsync();
        try
        {
            var health = new Health.HealthClient(starting.Channel);
            var before = await health.CheckAsync(new() { Service = "agentcluster.v1" });
            starting.Readiness.Discovered();
            var after = await health.CheckAsync(new());

            Assert.Equal(
                (HealthCheckResponse.Types.ServingStatus.NotServing, HealthCheckResponse.Types.ServingStatus.Serving), (before.Status, after.Status));
        }
        finally
        {
            await starting.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc-web+proto")]
    public async Task Refusal_OverHttp1_IsNoSuccess(string contentType)
    {
        using var content = TestGateway.Bytes([0], contentType);

        using var response = await gateway.Http.PostAsync(new Uri("/v1/ask", UriKind.Relative), content);

        await BadRequestTests.AssertProblemAsync(response, 415, "unsupportedMediaType", "Content-Type");
    }

    [Fact]
    public async Task Reflection_ListsTheServices()
    {
        using var call = new ServerReflection.ServerReflectionClient(gateway.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new() { ListServices = "" });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext());
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        Assert.Superset(
            new HashSet<string> { "agentcluster.v1.AskService", "agentcluster.v1.InteractionService", "agentcluster.v1.AgentService", "agentcluster.v1.DiscoveryService" },
            services.ToHashSet());
    }

    [Theory]
    [InlineData(30, null, 30)]
    [InlineData(30, 60.0, 30)]
    [InlineData(30, 10.5, 10.3)]
    [InlineData(30, 0.1, 0)]
    [InlineData(30, -5.0, 0)]
    public void Wait_EndsBeforeTheDeadline(int wanted, double? deadline, double expected)
    {
        var until = deadline is { } seconds ? Now.UtcDateTime.AddSeconds(seconds) : DateTime.MaxValue;

        Assert.Equal(TimeSpan.FromSeconds(expected), RpcCall.Within(TimeSpan.FromSeconds(wanted), until, Now));
    }

    private sealed class ForeignHost() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = "evil.example";
            return base.SendAsync(request, cancellationToken);
        }
    }
}
