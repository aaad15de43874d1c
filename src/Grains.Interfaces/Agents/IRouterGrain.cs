using System.Collections.Immutable;

namespace AgentCluster.Agents;

/// <summary>Knows the roster and picks the agent for a question that names none; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Agents.IRouterGrain")]
public interface IRouterGrain : IGrainWithStringKey
{
    /// <summary>Every agent with its counters, in the roster's order.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ListAsync")]
    Task<ImmutableArray<AgentView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the roster has an agent of that id.</summary>
    /// <param name="agent">Agent id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("KnowsAsync")]
    Task<bool> KnowsAsync(string agent, CancellationToken cancellationToken = default);

    /// <summary>Picks the agent for a question.</summary>
    /// <param name="request">The question and its source.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:00:30"), Alias("RouteAsync")]
    Task<RoutingDecision> RouteAsync(ContextRequest request, CancellationToken cancellationToken = default);
}
