using System.Collections.Immutable;
using Orleans.Concurrency;

namespace AgentCluster.Agents;

[StatelessWorker]
internal sealed class RouterGrain(AgentRoster roster, AgentRouter router) : Grain, IRouterGrain
{
    private string Tenant => this.GetPrimaryKeyString();

    public async Task<ImmutableArray<AgentView>> ListAsync(CancellationToken cancellationToken = default)
    {
        var views = await Task.WhenAll(roster.Profiles.Select(
            profile => GrainFactory.GetGrain<IAgentGrain>(new AgentKey(Tenant, profile.Id).ToString()).GetAsync(withMemories: false, cancellationToken)));
        return [.. views];
    }

    public Task<bool> KnowsAsync(string agent, CancellationToken cancellationToken = default) => Task.FromResult(roster.Find(agent) is not null);

    public Task<RoutingDecision> RouteAsync(ContextRequest request, CancellationToken cancellationToken = default) =>
        router.RouteAsync(Tenant, request, cancellationToken);
}
