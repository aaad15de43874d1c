using System.Collections.Immutable;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Memory;
using Orleans.Placement;
using Orleans.Storage;

namespace AgentCluster.Agents;

/// <remarks>
/// An agent lives where the hash of its key says, so that agents are spread evenly; when silos come or go it moves (decision 15).
/// <see cref="GetAsync"/>, <see cref="ContextAsync"/> and <see cref="NudgeAsync"/> interleave: they only read the state record, which is
/// replaced whole after each durable write.
/// </remarks>
[HashBasedPlacement]
internal sealed class AgentGrain(
    [PersistentState("agent")] IPersistentState<AgentState> state,
    AgentRoster roster, ContextBuilder contexts, InteractionLearner learner, RoutingExperience experience, IInteractionStore interactions, Memories memories,
    ISiloStatusOracle silos, TimeProvider time)
    : Grain, IAgentGrain
{
    private const int BatchSize = 256;
    private const int MemoriesShown = 10;

    // Long enough to gather a batch under load, short enough that the next question profits.
    private static readonly TimeSpan LearnDelay = TimeSpan.FromMilliseconds(500);

    private ImmutableHashSet<SiloAddress> _silos = [];
    private IGrainTimer? _learning;

    private AgentKey Key => AgentKey.Parse(this.GetPrimaryKeyString());

    private AgentProfile Profile => roster.Find(Key.Agent) ?? throw new AgentClusterException($"There is no agent '{Key.Agent}'.");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _silos = ActiveSilos();
        return Task.CompletedTask;
    }

    public async Task<AgentView> GetAsync(bool withMemories, CancellationToken cancellationToken = default) => new()
    {
        Profile = Profile,
        Counters = state.State.Counters,
        LastLearnedAt = state.State.LastLearnedAt,
        RecentQuestions = state.State.RecentQuestions,
        Learned = withMemories ? await memories.LearnedByAsync(Key.Tenant, Key.Agent, MemoriesShown, cancellationToken) : [],
    };

    public Task<AgentContext> ContextAsync(ContextRequest request, CancellationToken cancellationToken = default)
    {
        var (tenant, profile) = (Key.Tenant, Profile);

        // Recall works on this process's own memory: on the pool the agent's questions are not stood in one line.
        return Task.Run(() => contexts.BuildAsync(tenant, profile, request, cancellationToken), cancellationToken);
    }

    public Task NudgeAsync()
    {
        _learning ??= this.RegisterGrainTimer(
            static (grain, cancellationToken) => grain.LearnOnTimerAsync(cancellationToken),
            this,
            new GrainTimerCreationOptions { DueTime = LearnDelay, Period = Timeout.InfiniteTimeSpan });
        return Task.CompletedTask;
    }

    public async Task<int> LearnAsync(CancellationToken cancellationToken = default)
    {
        var total = 0;
        while (await LearnBatchAsync(cancellationToken) is > 0 and var learned)
        {
            total += learned;
        }

        return total;
    }

    private async Task LearnOnTimerAsync(CancellationToken cancellationToken)
    {
        // Given up before the work, so that a hint that comes meanwhile is not lost; disposed after it, since that cancels the token.
        using var timer = _learning;
        _learning = null;
        try
        {
            if (await LearnBatchAsync(cancellationToken) == BatchSize)
            {
                await NudgeAsync();
            }

            MoveIfSilosChanged();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The silo stops: the rows stay queued.
        }
    }

    private async Task<int> LearnBatchAsync(CancellationToken cancellationToken)
    {
        var batch = await interactions.UnlearnedAsync(Key.Tenant, Key.Agent, BatchSize, cancellationToken);
        if (!batch.IsEmpty)
        {
            await learner.LearnAsync(Key.Tenant, Key.Agent, [.. batch.Select(stored => stored.Interaction)], cancellationToken);
            await CountAsync(batch, cancellationToken);
            await interactions.MarkLearnedAsync(Key.Tenant, batch, cancellationToken);
            await experience.LearnAsync(Key.Tenant, batch.Select(stored => PastQuestion.Of(stored.Interaction)), cancellationToken);
        }

        return batch.Length;
    }

    private async Task CountAsync(ImmutableArray<StoredInteraction> batch, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(After(batch), cancellationToken);
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote, as may be for a moment after a silo died, or a write of our own whose answer was lost: what is stored
            // stands, and counts no interaction of this batch twice.
            await state.ReadStateAsync(cancellationToken);
            await SaveAsync(After(batch), cancellationToken);
        }
    }

    private AgentState After(ImmutableArray<StoredInteraction> batch) =>
        batch.Aggregate(state.State, (known, stored) => known.After(stored, time.GetUtcNow()));

    // Asked again after each batch until it has moved: one that its hash keeps here, or whose attempt met a silo that was just leaving, stays.
    private void MoveIfSilosChanged()
    {
        if (!_silos.SetEquals(ActiveSilos()))
        {
            this.MigrateOnIdle();
        }
    }

    private ImmutableHashSet<SiloAddress> ActiveSilos() => [.. silos.GetApproximateSiloStatuses(onlyActive: true).Keys];

    private async Task SaveAsync(AgentState changed, CancellationToken cancellationToken)
    {
        var before = state.State;
        try
        {
            state.State = changed;
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            state.State = before;
            throw;
        }
    }
}
