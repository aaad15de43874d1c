using System.Collections.Immutable;
using AgentCluster.Interactions;

namespace AgentCluster.Grains.Tests.Interactions;

/// <summary>A store that lets something happen between a commit and its caller's next step, or fails one update.</summary>
internal sealed class TroubledStore(IInteractionStore inner) : IInteractionStore
{
    private int _updates;

    public Func<Task> AfterInsert { get; set; } = () => Task.CompletedTask;

    public Exception? NextUpdateFault { get; set; }

    public Exception? NextListFault { get; set; }

    public int Updates => _updates;

    public async Task<bool> InsertAsync(string tenant, Interaction interaction, CancellationToken cancellationToken)
    {
        var inserted = await inner.InsertAsync(tenant, interaction, cancellationToken);
        await AfterInsert();
        return inserted;
    }

    public Task<bool> UpdateAsync(string tenant, long version, Interaction interaction, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _updates);
        var fault = NextUpdateFault;
        NextUpdateFault = null;
        return fault is null ? inner.UpdateAsync(tenant, version, interaction, cancellationToken) : Task.FromException<bool>(fault);
    }

    public Task<StoredInteraction?> ReadAsync(string tenant, string id, CancellationToken cancellationToken) => inner.ReadAsync(tenant, id, cancellationToken);

    public Task<Outcome<Page<Interaction>>> ListAsync(string tenant, InteractionQuery query, CancellationToken cancellationToken)
    {
        var fault = NextListFault;
        NextListFault = null;
        return fault is null ? inner.ListAsync(tenant, query, cancellationToken) : Task.FromException<Outcome<Page<Interaction>>>(fault);
    }

    public Task<ImmutableArray<string>> UnfinishedAsync(string tenant, CancellationToken cancellationToken) => inner.UnfinishedAsync(tenant, cancellationToken);

    public Task<ImmutableArray<string>> AgentsToLearnAsync(string tenant, CancellationToken cancellationToken) => inner.AgentsToLearnAsync(tenant, cancellationToken);

    public Task<ImmutableArray<StoredInteraction>> UnlearnedAsync(string tenant, string agent, int limit, CancellationToken cancellationToken) =>
        inner.UnlearnedAsync(tenant, agent, limit, cancellationToken);

    public Task MarkLearnedAsync(string tenant, ImmutableArray<StoredInteraction> learned, CancellationToken cancellationToken) =>
        inner.MarkLearnedAsync(tenant, learned, cancellationToken);

    public Task<ImmutableArray<PastQuestion>> EndedAsync(
        string tenant, string? source, DateTimeOffset since, PastQuestion? after, int limit, CancellationToken cancellationToken) =>
        inner.EndedAsync(tenant, source, since, after, limit, cancellationToken);
}
