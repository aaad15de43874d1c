using AgentCluster.Discovery;
using AgentCluster.Interactions;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentCluster.Grains.Tests.Interactions;

public sealed class InteractionGrainTroubleTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private TestCluster _cluster = null!;

    private TroubledStore Store => (TroubledStore)_cluster.Services.GetRequiredService<IInteractionStore>();

    private IInteractionGrain Grain => _cluster.Grains.GetGrain<IInteractionGrain>("local/a");

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(TestData.PathOf("geography.sqlite"), services =>
        {
            services.RemoveAll<IInteractionStore>();
            services.AddSingleton<IInteractionStore>(provider => new TroubledStore(new InteractionStore(provider.GetRequiredService<IPlatformDatabase>())));
        });
        await _cluster.Grains.GetGrain<IDiscoveryGrain>("local/default").RunAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Start_WhenTheSweepMeetsTheRowFirst_RunsOnce()
    {
        Store.AfterInsert = () => Grain.ResumeAsync();

        var asked = await Grain.StartAsync(new() { Question = "How many rivers are there?", AskedBy = "local" }, Wait);

        Assert.Equal(InteractionStatus.Completed, asked.Value?.Status);
        Assert.Equal(1, Store.Updates);
    }

    [Fact]
    public async Task Run_ThatMeetsTroubleOfTheCluster_IsRunAgainUntilItIsAnswered()
    {
        Store.NextListFault = new AgentClusterException("The database is away.", isTransient: true);
        Store.NextUpdateFault = new TimeoutException("Nobody answered.");
        await Grain.StartAsync(new() { Question = "How many rivers are there?", ConversationId = "c", AskedBy = "local" }, TimeSpan.Zero);

        var ended = await Eventually.GetAsync(LaterAsync, interaction => interaction?.Status == InteractionStatus.Completed);

        Assert.NotNull(ended!.Sql);
        Assert.Equal(2, Store.Updates);
        Assert.Single(ended.Steps, step => step.Kind == "answered");
    }

    [Fact]
    public async Task Run_ResumedLongAfterItWasAsked_HasPatienceOfItsOwn()
    {
        var asked = _cluster.Time.GetUtcNow() - TimeSpan.FromHours(1);
        await Store.InsertAsync("local", InteractionTransitions.Receive("a", new() { Question = "How many rivers are there?", ConversationId = "c", AskedBy = "local" }, asked), default);
        Store.NextListFault = new AgentClusterException("The database is away.", isTransient: true);
        await Grain.ResumeAsync();

        var ended = await Eventually.GetAsync(LaterAsync, interaction => interaction?.Status != InteractionStatus.Running);

        Assert.Equal(InteractionStatus.Completed, ended!.Status);
    }

    private Task<Interaction?> LaterAsync()
    {
        _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        return Grain.GetAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Sweep_AfterTheEndCouldNotBeSaved_RunsTheQuestionAgain()
    {
        Store.NextUpdateFault = new InvalidOperationException("Something nobody foresaw.");
        await Grain.StartAsync(new() { Question = "How many rivers are there?", AskedBy = "local" }, TimeSpan.Zero);
        await Eventually.GetAsync(() => Task.FromResult(Store.Updates), updates => updates == 1);
        await _cluster.Grains.GetGrain<IInteractionSweepGrain>("local").SweepAsync();
        Assert.Equal(1, Store.Updates);

        var ended = await Eventually.GetAsync(SweepLaterAsync, interaction => interaction?.Status == InteractionStatus.Completed);

        Assert.NotNull(ended!.Sql);
        Assert.Equal(2, Store.Updates);

        async Task<Interaction?> SweepLaterAsync()
        {
            _cluster.Time.Advance(TimeSpan.FromSeconds(5));
            await _cluster.Grains.GetGrain<IInteractionSweepGrain>("local").SweepAsync();
            return await Grain.GetAsync(TimeSpan.Zero);
        }
    }
}
