using System.Collections.Immutable;

namespace AgentCluster.Interactions;

/// <summary>The rows of <c>agent_interaction</c>. Every change is conditional on the version read before.</summary>
public interface IInteractionStore
{
    /// <summary>Inserts a new row with version 1; false when the id exists.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="interaction">The accepted interaction.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<bool> InsertAsync(string tenant, Interaction interaction, CancellationToken cancellationToken);

    /// <summary>Replaces the row if it still has the version given; once ended, every version waits to be learned from.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="version">The version read.</param>
    /// <param name="interaction">The new content.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the row was changed; its version is then one higher.</returns>
    Task<bool> UpdateAsync(string tenant, long version, Interaction interaction, CancellationToken cancellationToken);

    /// <summary>Reads one row, or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Interaction id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<StoredInteraction?> ReadAsync(string tenant, string id, CancellationToken cancellationToken);

    /// <summary>A page of interactions, newest first, without rows of results.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="query">Filters and page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, or a problem with the cursor.</returns>
    Task<Outcome<Page<Interaction>>> ListAsync(string tenant, InteractionQuery query, CancellationToken cancellationToken);

    /// <summary>Ids of runs that have not ended, those that wait for a human too, oldest first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ImmutableArray<string>> UnfinishedAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Agents with ended interactions that nobody has learned from.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ImmutableArray<string>> AgentsToLearnAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Ended interactions of an agent that it has not learned from, oldest first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">Agent id.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ImmutableArray<StoredInteraction>> UnlearnedAsync(string tenant, string agent, int limit, CancellationToken cancellationToken);

    /// <summary>Marks interactions as learned from, each only if it has not changed since it was read.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="learned">The rows learned from.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task MarkLearnedAsync(string tenant, ImmutableArray<StoredInteraction> learned, CancellationToken cancellationToken);

    /// <summary>A page of ended interactions, newest first, in short: what background learning and routing read many of.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="source">Only about this source, or null for all.</param>
    /// <param name="since">Only those accepted at or after this instant.</param>
    /// <param name="after">The last of the page before, or null to begin at the newest.</param>
    /// <param name="limit">Most of them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ImmutableArray<PastQuestion>> EndedAsync(
        string tenant, string? source, DateTimeOffset since, PastQuestion? after, int limit, CancellationToken cancellationToken);
}
