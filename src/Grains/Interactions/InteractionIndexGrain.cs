using Orleans.Concurrency;

namespace AgentCluster.Interactions;

[StatelessWorker]
internal sealed class InteractionIndexGrain(IInteractionStore store) : Grain, IInteractionIndexGrain
{
    public async Task<Outcome<Page<Interaction>>> ListAsync(InteractionQuery query, CancellationToken cancellationToken = default) =>
        query.Limit is < 1 or > 200
            ? Problem.Invalid("limit", "The limit must lie between 1 and 200.")
            : await store.ListAsync(this.GetPrimaryKeyString(), query, cancellationToken);
}
