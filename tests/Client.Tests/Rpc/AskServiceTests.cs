using AgentCluster.Client.Tests.Fakes;
using Google.Rpc;
using Grpc.Core;
using V1 = AgentCluster.V1;

namespace AgentCluster.Client.Tests.Rpc;

public sealed class AskServiceTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new();

    private V1.AskService.AskServiceClient Client => new(_gateway.Channel);

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Ask_Ended_CarriesWhatHttpCarries()
    {
        var answer = await Client.AskAsync(new() { Question = " How many? ", Agent = "data-analyst" });

        Assert.Matches("^[0-9a-z-]{26,40}$", answer.InteractionId);
        Assert.Equal(("How many?", "data-analyst", V1.InteractionStatus.Completed), (answer.Question, answer.Agent, answer.Status));
        Assert.Equal(("42 <b>rows</b>", "SELECT count(*) FROM t", "local", 0.9), (answer.Answer, answer.Sql, answer.Model, answer.Confidence));
        Assert.Equal(["count", "integer"], [.. answer.Columns, .. answer.ColumnTypes]);
        Assert.Equal(42, Assert.Single(Assert.Single(answer.Rows).Values).NumberValue);
        Assert.Equal(FakeInteraction.At, answer.CreatedAt.ToDateTimeOffset());
        Assert.False(answer.HasConversationId);
        Assert.Null(answer.Error);
    }

    [Fact]
    public async Task Ask_StillRunning_AnswersSo()
    {
        _gateway.Cluster.Prepare = interaction => interaction.RunsFor = 1;

        var answer = await Client.AskAsync(new() { Question = "a", WaitSeconds = 0 });

        Assert.Equal(V1.InteractionStatus.Running, answer.Status);
    }

    [Fact]
    public async Task Ask_FieldsThatCannotBeUsed_AreAllNamed()
    {
        var failure = await RpcErrors.OfAsync(async () => await Client.AskAsync(new() { Question = " ", TimeZone = "nowhere!", WaitSeconds = 301 }));

        RpcErrors.AssertProblem(failure, StatusCode.InvalidArgument, "invalid", "question", "time_zone", "wait_seconds");
    }

    [Fact]
    public async Task Ask_UnknownAgent_HasTheCodeOfHttp()
    {
        var failure = await RpcErrors.OfAsync(async () => await Client.AskAsync(new() { Question = "a", Agent = "nobody" }));

        RpcErrors.AssertProblem(failure, StatusCode.NotFound, "unknownAgent", "agent");
    }

    [Fact]
    public async Task Ask_SameKeyAndRequest_RunsOnce()
    {
        var key = new Metadata { { "idempotency-key", "k1" } };

        var first = await Client.AskAsync(new() { Question = "a" }, key);
        var call = Client.AskAsync(new() { Question = "a" }, key);
        var second = await call;

        Assert.Equal(first, second);
        Assert.Equal("true", (await call.ResponseHeadersAsync).GetValue("idempotency-replayed"));
        Assert.Equal(1, Assert.Single(_gateway.Cluster.Interactions.Values).Starts);
    }

    [Fact]
    public async Task Ask_AnswerKeptByANewerGateway_IsReplayed()
    {
        var key = new Metadata { { "idempotency-key", "k1" } };
        await Client.AskAsync(new() { Question = "a" }, key);
        await _gateway.Cluster.Keys["local/k1"].CompleteAsync("", new() { Status = 200, Body = """{"interactionId":"i","fieldOfTomorrow":{"a":1}}""" });

        Assert.Equal("i", (await Client.AskAsync(new() { Question = "a" }, key)).InteractionId);
    }

    [Fact]
    public async Task Ask_SameKeyOtherRequest_IsRefused()
    {
        var key = new Metadata { { "idempotency-key", "k1" } };
        await Client.AskAsync(new() { Question = "a" }, key);

        var failure = await RpcErrors.OfAsync(async () => await Client.AskAsync(new() { Question = "b" }, key));

        RpcErrors.AssertProblem(failure, StatusCode.FailedPrecondition, "idempotencyKeyReused", "idempotency-key");
    }

    [Fact]
    public async Task Ask_Cancelled_CancelsTheGrainCall()
    {
        var reached = new TaskCompletionSource<CancellationToken>();
        _gateway.Cluster.Prepare = interaction => interaction.Before = async token =>
        {
            reached.SetResult(token);
            await Task.Delay(Timeout.Infinite, token);
        };
        using var cancel = new CancellationTokenSource();

        var call = Client.AskAsync(new() { Question = "a" }, cancellationToken: cancel.Token);
        var token = await reached.Task;
        await cancel.CancelAsync();

        var failure = await RpcErrors.OfAsync(async () => await call);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, token));
    }

    [Fact]
    public async Task Ask_StorageAway_IsUnavailableAndMayBeRepeated()
    {
        _gateway.Cluster.Prepare = interaction => interaction.Fault = AgentClusterException.StorageUnavailable("The platform database is away.");

        var failure = await RpcErrors.OfAsync(async () => await Client.AskAsync(new() { Question = "a" }));

        var status = RpcErrors.AssertProblem(failure, StatusCode.Unavailable, "storageUnavailable");
        Assert.Equal(TimeSpan.FromSeconds(1), status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task Ask_UnknownFault_TellsNothingOfIt()
    {
        _gateway.Cluster.Prepare = interaction => interaction.Fault = new InvalidOperationException("password=hunter2");

        var failure = await RpcErrors.OfAsync(async () => await Client.AskAsync(new() { Question = "a" }));

        var status = RpcErrors.AssertProblem(failure, StatusCode.Internal, "internalError");
        Assert.DoesNotContain("hunter2", status.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskStream_OverABreak_GivesEveryEventOnce()
    {
        _gateway.Cluster.Prepare = interaction => interaction.BreaksAfter = 1;
        using var call = Client.AskStream(new() { Question = "a" });

        var events = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([0, 1, 2, 3], events.Select(happened => happened.Sequence));
        Assert.Equal(
            [V1.InteractionEvent.EventOneofCase.Accepted, V1.InteractionEvent.EventOneofCase.Step, V1.InteractionEvent.EventOneofCase.Step, V1.InteractionEvent.EventOneofCase.Done],
            events.Select(happened => happened.EventCase));
        Assert.Single(events.Select(happened => happened.InteractionId).Distinct());
        Assert.Equal("step 2", events[2].Step.Summary);
        Assert.Equal(V1.InteractionStatus.Completed, events[3].Done.Status);
    }

    [Fact]
    public async Task AskStream_Refused_EndsWithTheProblem()
    {
        using var call = Client.AskStream(new() { Question = "a", Source = "nowhere" });

        var failure = await RpcErrors.OfAsync(async () => await call.ResponseStream.MoveNext());

        RpcErrors.AssertProblem(failure, StatusCode.NotFound, "unknownSource", "source");
    }
}
