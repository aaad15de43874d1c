using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Interactions;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Agents;

public sealed class RoutingTests : IAsyncLifetime
{
    private const string Question = "How many rivers are there?";
    private const string Similar = "List all rivers";

    private TestCluster _cluster = null!;
    private int _asked;

    private IRouterGrain Router => _cluster.Grains.GetGrain<IRouterGrain>("local");

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(TestData.PathOf("geography.sqlite"));
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Route_AfterRepeatedWrongAnswers_MovesTheTopicToWhoDoesItWellAndSaysSoAfterARestart()
    {
        var first = await RouteAsync(Question);
        var other = (await Router.ListAsync()).Select(agent => agent.Profile.Id).First(id => id != first.Agent);
        await JudgeAsync(first.Agent, Question, FeedbackVerdict.Incorrect);

        Assert.Equal(first.Agent, (await RouteAsync(Question)).Agent);

        for (var i = 0; i < 5; i++)
        {
            await JudgeAsync(first.Agent, Question, FeedbackVerdict.Incorrect);
            await JudgeAsync(other, Similar, FeedbackVerdict.Correct);
        }

        var moved = await RouteAsync(Question);
        Assert.Equal(other, moved.Agent);
        Assert.Contains("answered 5 similar questions, 5 confirmed", moved.Reason, StringComparison.Ordinal);
        Assert.Contains("6 called wrong", moved.Reason, StringComparison.Ordinal);
        await _cluster.RestartAsync();
        Assert.Equal((moved.Agent, moved.Reason), ((await RouteAsync(Question)).Agent, (await RouteAsync(Question)).Reason));
    }

    private Task<RoutingDecision> RouteAsync(string question) => Router.RouteAsync(new() { Question = question });

    private async Task JudgeAsync(string agent, string question, FeedbackVerdict verdict)
    {
        var grain = _cluster.Grains.GetGrain<IInteractionGrain>(new InteractionKey("local", $"{_asked++:D32}").ToString());
        var asked = await grain.StartAsync(new AskRequest { Question = question, Agent = agent, AskedBy = "local" }, TimeSpan.FromSeconds(20));
        Assert.Equal(agent, asked.Value?.Agent);
        var judged = await grain.FeedbackAsync(new Feedback { Verdict = verdict });
        Assert.True(judged.Succeeded, judged.Problem?.Message);
    }
}
