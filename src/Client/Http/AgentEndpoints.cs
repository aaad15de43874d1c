using AgentCluster.Agents;

namespace AgentCluster.Client.Http;

/// <summary>The roster and what each agent knows.</summary>
internal static class AgentEndpoints
{
    /// <summary>Adds <c>/v1/agents</c> and <c>/v1/context</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Agents").RequireRole(Roles.Ask | Roles.Operate);
        group.MapGet("/agents", ListAsync)
            .Describe("ListAgents", "Every agent with its counters.").Takes("limit", "cursor")
            .Answers<ListResource<AgentResource>>(200).Problems(400, 503);
        group.MapGet("/agents/{agent}", GetAsync)
            .Describe("GetAgent", "An agent: profile, counters, what it learned lately.")
            .Answers<AgentResource>(200).Problems(404, 503);
        group.MapGet("/context", ContextAsync)
            .Describe("GetContext", "What a run of the question would be given, and why: agent, memories with their signals, tables, synonyms, patterns, and what limits left out.").Takes("question!", "agent", "source")
            .Answers<ContextResource>(200).Problems(400, 404, 503);
    }

    /// <summary>The problem of an agent that the roster does not have, or null.</summary>
    public static async Task<ProblemAnswer?> UnknownAsync(IGrainFactory grains, Caller caller, string agent, string field, CancellationToken cancellationToken)
    {
        var router = grains.GetGrain<IRouterGrain>(caller.Tenant);
        return Texts.IsName(agent) && await router.KnowsAsync(agent, cancellationToken)
            ? null
            : ProblemAnswer.From(Problem.NotFound("unknownAgent", "There is no agent of that id; GET /v1/agents lists them.", field));
    }

    /// <summary>A page of the roster.</summary>
    public static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var agents = await grains.GetGrain<IRouterGrain>(caller.Tenant).ListAsync(cancellationToken);
        return Answer.Ok(slice.Of([.. agents.Select(AgentResource.From)]));
    }

    /// <summary>An agent.</summary>
    public static async Task<IResult> GetAsync(string agent, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await UnknownAsync(grains, caller, agent, "agent", cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var grain = grains.GetGrain<IAgentGrain>(new AgentKey(caller.Tenant, agent).ToString());
        return Answer.Ok(AgentResource.From(await grain.GetAsync(withMemories: true, cancellationToken)));
    }

    private static async Task<IResult> ContextAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var request = new ContextRequest { Question = query.Question("question"), Source = query.Source(), Explain = true };
        var agent = query.Text("agent");
        var refusal = query.Refusal
            ?? (agent is null ? null : await UnknownAsync(grains, caller, agent, "agent", cancellationToken))
            ?? await SourceEndpoints.UnknownAsync(grains, caller, request.Source, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var routing = agent is null ? await grains.GetGrain<IRouterGrain>(caller.Tenant).RouteAsync(request, cancellationToken) : null;
        var grain = grains.GetGrain<IAgentGrain>(new AgentKey(caller.Tenant, agent ?? routing!.Agent).ToString());
        return Answer.Ok(ContextResource.From(await grain.ContextAsync(request, cancellationToken), routing?.Reason));
    }
}
