using AgentCluster.Discovery;
using AgentCluster.Grains.Tests.Reasoning;
using AgentCluster.Interactions;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local;
using AgentCluster.TestKit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentCluster.Grains.Tests.Learning;

/// <summary>What a model got wrong once is known to it, and to the planner, the next time.</summary>
public sealed class StatementFixTests
{
    private const string Question = "How many lakes are there?";
    private const string Failing = "SELECT COUNT(*) FROM laks";
    private const string Running = "SELECT COUNT(*) FROM lake";

    [Fact]
    public async Task Ask_AfterAStatementFailed_RemembersTheFailureWithItsFix()
    {
        var model = new ScriptedChatClient(ScriptedChatClient.Call(Failing), ScriptedChatClient.Call(Running), ScriptedChatClient.Say("Some."));
        await using var cluster = await TestCluster.StartAsync(
            TestData.PathOf("geography.sqlite"), services => services.RemoveAll<IChatClient>().AddSingleton<IChatClient>(model));
        await cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();

        await AskAsync(cluster, "a");
        var failure = await Eventually.GetAsync(
            async () => (await RecallAsync(cluster)).FirstOrDefault(memory => memory.Item is { Content: Failing, IsRefuted: true }), memory => memory is not null);
        await AskAsync(cluster, "b");

        Assert.Equal(Running, failure!.Item.Metadata[StatementFixes.Fixed]);
        Assert.NotEmpty(failure.Item.DependsOn);
        Assert.Contains(Statements.Normalise(Failing), ExampleMatcher.Rejected(Tokenizer.Tokenize(Question), [failure]));
        Assert.Contains($"Known to be wrong (sql_example): {Question} => {Failing}", model.Seen[^1][0].Text, StringComparison.Ordinal);
        Assert.Contains($"this ran: {Running}", model.Seen[^1][0].Text, StringComparison.Ordinal);
    }

    private static Task<Outcome<Interaction>> AskAsync(TestCluster cluster, string id) =>
        cluster.Grains.GetGrain<IInteractionGrain>(new InteractionKey("local", id).ToString())
            .StartAsync(new() { Question = Question, Agent = "data-analyst", AskedBy = "local" }, TimeSpan.FromSeconds(20));

    private static async Task<IReadOnlyList<RecalledMemory>> RecallAsync(TestCluster cluster)
    {
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        var query = new MemoryQuery { Text = Question, Agent = "data-analyst", Source = "default", Kinds = [MemoryKinds.SqlExample], Limit = 10 };
        return (await cluster.Services.GetRequiredService<Memories>().RecallAsync("local", query, default)).Items;
    }
}
