using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Interactions;
using AgentCluster.Memory;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace AgentCluster.Grains.Tests.Interactions;

public sealed class InteractionGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(TestData.PathOf("geography.sqlite"));
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Start_AQuestion_AnswersAndKeepsTheRow()
    {
        var asked = await AskAsync("a", "How many rivers are there?");

        Assert.Equal(InteractionStatus.Completed, asked.Status);
        Assert.NotNull(asked.Sql);
        await _cluster.RestartAsync();
        var read = await Grain("a").GetAsync(TimeSpan.Zero);
        Assert.Equal((asked.Answer, asked.Result?.RowsJson), (read?.Answer, read?.Result?.RowsJson));
    }

    [Fact]
    public async Task Start_TheSameKeyTwice_RunsOnce()
    {
        var first = await AskAsync("a", "How many rivers are there?");
        var second = await AskAsync("a", "How many lakes are there?");

        Assert.Equal(first.Question, second.Question);
    }

    [Theory]
    [InlineData("  ", null, "default", "question")]
    [InlineData("How many rivers?", "nobody", "default", "agent")]
    [InlineData("How many rivers?", null, "elsewhere", "source")]
    public async Task Start_WhatCannotBeAsked_IsRefusedAndLeavesNoTrace(string question, string? agent, string source, string field)
    {
        var outcome = await Grain("a").StartAsync(new() { Question = question, Agent = agent, Source = source, AskedBy = "local" }, Wait);

        Assert.Equal(field, outcome.Problem?.Field);
        Assert.Null(await Grain("a").GetAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Sweep_ARunThatACrashInterrupted_IsCompletedOnce()
    {
        var store = _cluster.Services.GetRequiredService<IInteractionStore>();
        await store.InsertAsync(
            "local", InteractionTransitions.Receive("a", new() { Question = "How many rivers are there?", AskedBy = "local" }, _cluster.Time.GetUtcNow()), default);

        var resumed = await _cluster.Grains.GetGrain<IInteractionSweepGrain>("local").SweepAsync();
        var ended = await Eventually.GetAsync(() => Grain("a").GetAsync(Wait), interaction => interaction?.Status == InteractionStatus.Completed);

        Assert.Equal(1, resumed);
        Assert.Single(ended!.Steps, step => step.Kind == "answered");
        Assert.Equal(0, await _cluster.Grains.GetGrain<IInteractionSweepGrain>("local").SweepAsync());
    }

    [Fact]
    public async Task Feedback_WithAStatementThatDoesNotRead_IsRefusedAndNothingChanges()
    {
        await AskAsync("a", "How many rivers are there?");

        var outcome = await Grain("a").FeedbackAsync(new() { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "DELETE FROM river" });

        Assert.Equal("correctedSql", outcome.Problem?.Field);
        Assert.Null((await Grain("a").GetAsync(TimeSpan.Zero))!.Feedback);
    }

    [Fact]
    public async Task Feedback_WithTheRightStatement_AnswersTheNextQuestionAlsoAfterARestart()
    {
        await AskAsync("a", "How many rivers are there?", "data-analyst");
        var judged = await Grain("a").FeedbackAsync(new() { Verdict = FeedbackVerdict.Incorrect, CorrectedSql = "SELECT COUNT(DISTINCT river_name) FROM river" });
        Assert.Null(judged.Problem);
        await _cluster.RestartAsync();
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();

        var again = await AskAsync("b", "how many rivers are there", "sql-engineer");

        Assert.Equal("SELECT COUNT(DISTINCT river_name) FROM river", again.Sql);
        Assert.Contains(again.MemoriesUsed, memory => memory.Kind == MemoryKinds.Correction);
    }

    [Fact]
    public async Task Cancel_AnEndedInteraction_LeavesItAsItIs()
    {
        await AskAsync("a", "How many rivers are there?");

        var cancelled = await Grain("a").CancelAsync();

        Assert.Equal(InteractionStatus.Completed, cancelled.Value?.Status);
        Assert.Equal("unknownInteraction", (await Grain("b").CancelAsync()).Problem?.Code);
    }

    [Fact]
    public async Task Events_OfAnEndedRun_ReplayEveryStepAndResumeAfterAny()
    {
        var ended = await AskAsync("a", "How many rivers are there?");

        var all = await Grain("a").EventsAsync(0).ToListAsync();
        var rest = await Grain("a").EventsAsync(2).ToListAsync();

        Assert.Equal(ended.Steps.Length + 1, all.Count);
        Assert.Equal(all.Skip(2).Select(item => item.Sequence), rest.Select(item => item.Sequence));
        Assert.Equal("a", all[^1].Done?.Id);
    }

    [Fact]
    public async Task Learn_AfterQuestions_CountsThemAndSurvivesARestart()
    {
        await AskAsync("a", "How many rivers are there?", "data-analyst");
        await AskAsync("b", "flimsy quux of the zorble", "data-analyst");
        var agent = _cluster.Grains.GetGrain<IAgentGrain>("local/data-analyst");
        await agent.LearnAsync();
        await _cluster.RestartAsync();

        var view = await _cluster.Grains.GetGrain<IAgentGrain>("local/data-analyst").GetAsync(withMemories: true);

        Assert.Equal((2, 1, 1), (view.Counters.Asked, view.Counters.Answered, view.Counters.Unanswered));
        Assert.Contains("How many rivers are there?", view.RecentQuestions);
        Assert.Equal(0, await _cluster.Grains.GetGrain<IAgentGrain>("local/data-analyst").LearnAsync());
    }

    [Fact]
    public async Task Feedback_SentAgainUnderItsOperation_CountsOnce()
    {
        var asked = await AskAsync("a", "How many rivers are there?");
        var feedback = new Feedback { Verdict = FeedbackVerdict.Correct, Operation = "op" };
        await Grain("a").FeedbackAsync(feedback);

        var again = await Grain("a").FeedbackAsync(feedback);

        Assert.True(again.Succeeded);
        Assert.Equal(1, (await _cluster.Grains.GetGrain<IAgentGrain>($"local/{asked.Agent}").GetAsync(withMemories: false)).Counters.Confirmed);
    }

    [Fact]
    public async Task Learn_WhenAnotherActivationWroteTheState_CountsOntoWhatStands()
    {
        await AskAsync("a", "How many rivers are there?", "data-analyst");
        var agent = _cluster.Grains.GetGrain<IAgentGrain>("local/data-analyst");
        await agent.LearnAsync();
        await AskAsync("b", "How many lakes are there?", "data-analyst");
        var state = _cluster.Services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get("Default");
        await using (var connection = new SqliteConnection(state.ConnectionString))
        {
            await connection.OpenAsync();
            connection.Execute("UPDATE OrleansStorage SET Version = Version + 1");
        }

        await agent.LearnAsync();

        Assert.Equal(2, (await agent.GetAsync(withMemories: false)).Counters.Asked);
    }

    [Fact]
    public async Task Note_OfEachOfTwentyAgents_IsRecalledByItsOwnerOnly()
    {
        var router = _cluster.Grains.GetGrain<IRouterGrain>("local");
        var agents = (await router.ListAsync()).Select(view => view.Profile.Id).ToList();
        var notes = agents.Select(agent => new MemoryDraft { Agent = agent, Kind = MemoryKinds.Note, Content = $"The secret of the zorble is {agent}.", Provenance = "test" });
        await _cluster.Grains.GetGrain<IMemoryGrain>("local").StoreAsync([.. notes], operation: null);

        foreach (var agent in agents)
        {
            var context = await _cluster.Grains.GetGrain<IAgentGrain>($"local/{agent}").ContextAsync(new() { Question = "What is the secret of the zorble?" });
            var recalled = context.Memories.Where(memory => memory.Item.Kind == MemoryKinds.Note).Select(memory => memory.Item.Agent);
            Assert.Equal([agent], recalled);
        }

        Assert.Equal(20, agents.Count);
    }

    private IInteractionGrain Grain(string id) => _cluster.Grains.GetGrain<IInteractionGrain>($"local/{id}");

    private async Task<Interaction> AskAsync(string id, string question, string? agent = null)
    {
        var outcome = await Grain(id).StartAsync(new() { Question = question, Agent = agent, AskedBy = "local" }, Wait);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Problem?.Message);
    }
}
