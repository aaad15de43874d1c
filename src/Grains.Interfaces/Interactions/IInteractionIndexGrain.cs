namespace AgentCluster.Interactions;

/// <summary>Lists interactions; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Interactions.IInteractionIndexGrain")]
public interface IInteractionIndexGrain : IGrainWithStringKey
{
    /// <summary>A page of interactions, newest first, without their rows.</summary>
    /// <param name="query">Filters and page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ListAsync")]
    Task<Outcome<Page<Interaction>>> ListAsync(InteractionQuery query, CancellationToken cancellationToken = default);
}
