using System.Net;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Client.Tests.Rpc;
using Grpc.Core;

namespace AgentCluster.Client.Tests.Http;

/// <summary>A process that is told to stop while somebody waits for a question that runs on.</summary>
public sealed class StoppingTests : IAsyncLifetime
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _reached = new();
    private readonly TestGateway _gateway = new();

    public Task InitializeAsync()
    {
        _gateway.Cluster.Prepare = interaction =>
        {
            interaction.RunsFor = 1;
            interaction.Before = _ =>
            {
                _gateway.Stop();
                return Task.CompletedTask;
            };
            interaction.BeforeEvents = token =>
            {
                _reached.TrySetResult();
                return Task.Delay(Timeout.Infinite, token);
            };
        };
        return _gateway.InitializeAsync();
    }

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Ask_ThatWaits_AnswersWithWhatStands()
    {
        using var response = await _gateway.PostAsync("/v1/ask", """{"question":"a","waitSeconds":300}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("running", (await TestGateway.ReadAsync(response)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Read_ThatWouldWait_AnswersWithWhatStands()
    {
        _gateway.Stop();

        using var response = await _gateway.Http.GetAsync(new Uri("/v1/interactions/mine?waitSeconds=300", UriKind.Relative));

        Assert.Equal("running", (await TestGateway.ReadAsync(response)).GetProperty("status").GetString());
        Assert.Equal([TimeSpan.Zero], _gateway.Cluster.Interactions["local/mine"].Waits);
    }

    [Fact]
    public async Task Events_EndWhole_ForTheReaderToResume()
    {
        var events = _gateway.Http.GetStringAsync(new Uri("/v1/interactions/mine/events", UriKind.Relative));
        await _reached.Task;

        _gateway.Stop();

        Assert.Equal("", await events.WaitAsync(Hang));
    }

    [Fact]
    public async Task Stream_EndsUnavailable_ForTheReaderToResume()
    {
        var client = new V1.InteractionService.InteractionServiceClient(_gateway.Channel);
        using var call = client.StreamInteraction(new() { InteractionId = "mine", After = 1 });
        var next = call.ResponseStream.MoveNext();
        await _reached.Task;

        _gateway.Stop();

        var failure = await RpcErrors.OfAsync(() => next.WaitAsync(Hang));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Contains("takes it up after 1", failure.Status.Detail, StringComparison.Ordinal);
    }
}
