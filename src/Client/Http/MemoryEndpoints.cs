using AgentCluster.Memory;

namespace AgentCluster.Client.Http;

/// <summary>What the cluster remembers.</summary>
internal static class MemoryEndpoints
{
    /// <summary>Adds <c>/v1/memories</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/memories").WithTags("Memory").RequireRole(Roles.Ask | Roles.Operate);
        group.MapGet("", RecallAsync)
            .Describe("RecallMemories", "Recalls by text, or lists the newest. Without an agent only memories that the tenant shares.")
            .Takes("query", "agent", "source", "kind", "status", "asOf", "limit", "cursor", "explain")
            .Answers<ListResource<MemoryResource>>(200).Problems(400, 404, 503);
        group.MapPost("", StoreAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Ask)
            .Describe("StoreMemories", "Proposes memories; each is stored, merged or refused.")
            .Answers<ListResource<BatchItem>>(200).Problems(400, 404, 409, 413, 415, 422, 503);
        group.MapGet("/{id}", (string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
                OneAsync(id, caller, grains, (grain, token) => grain.GetAsync(id, token), cancellationToken))
            .Describe("GetMemory", "A memory, whatever its status.")
            .Answers<MemoryResource>(200).Problems(404, 503);
        group.MapDelete("/{id}", (string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
                OneAsync(id, caller, grains, (grain, token) => grain.RetireAsync(id, token), cancellationToken))
            .RequireRole(Roles.Operate)
            .Describe("RetireMemory", "Retires a memory: it is no longer recalled, and can be restored.")
            .Answers<MemoryResource>(200).Problems(404, 409, 503);
        group.MapGet("/{id}/history", HistoryAsync)
            .Describe("GetMemoryHistory", "The memory and those it replaced or that replaced it, oldest first.")
            .Answers<ListResource<MemoryResource>>(200).Problems(404, 503);
        group.MapPost("/{id}/restore", (string id, Caller caller, Body<NoFields> body, IGrainFactory grains, CancellationToken cancellationToken) =>
                OneAsync(id, caller, grains, (grain, token) => grain.RestoreAsync(id, token), cancellationToken)).OnceByKey()
            .RequireRole(Roles.Operate)
            .Describe("RestoreMemory", "Makes a retired, superseded or stale memory active again.")
            .Answers<MemoryResource>(200).Problems(404, 409, 422, 503);
    }

    private static async Task<IResult> RecallAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var wanted = new MemoryQuery
        {
            Text = query.Text("query", Texts.MaxQuestion),
            Agent = query.Text("agent"),
            Source = query.Text("source"),
            Kinds = query.Choice("kind", MemoryKinds.All) is { } kind ? [kind] : [],
            Status = query.Choice<MemoryStatus>("status"),
            AsOf = query.Instant("asOf"),
            Limit = query.Whole("limit", 10, 1, 200),
            Cursor = query.Text("cursor", 1_000),
        };
        var explain = query.Flag("explain");
        var refusal = query.Refusal
            ?? (wanted.Agent is null ? null : await AgentEndpoints.UnknownAsync(grains, caller, wanted.Agent, "agent", cancellationToken))
            ?? (wanted.Source is null ? null : await SourceEndpoints.UnknownAsync(grains, caller, wanted.Source, cancellationToken));
        return refusal as IResult ?? Answer.Of(
            await grains.GetGrain<IMemoryGrain>(caller.Tenant).RecallAsync(wanted, cancellationToken),
            page => ListResource<MemoryResource>.From(page, memory => MemoryResource.From(memory, explain)));
    }

    private static async Task<IResult> StoreAsync(HttpContext http, Caller caller, Body<MemoriesBody> body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var drafts = body.Value.ToDrafts();
        var checkedAgents = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < drafts.Length; i++)
        {
            if (drafts[i].Agent is { } agent
                && checkedAgents.Add(agent)
                && await AgentEndpoints.UnknownAsync(grains, caller, agent, $"items[{i}].agent", cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        var stored = await grains.GetGrain<IMemoryGrain>(caller.Tenant).StoreAsync(drafts, IdempotentRequest.OperationOf(http), cancellationToken);
        return Answer.Ok(new ListResource<BatchItem> { Items = stored });
    }

    private static async Task<IResult> HistoryAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Texts.IsName(id)
            ? Answer.Of(
                await grains.GetGrain<IMemoryGrain>(caller.Tenant).HistoryAsync(id, cancellationToken),
                items => ListResource<MemoryResource>.From(items, MemoryResource.From))
            : Unknown();

    private static async Task<IResult> OneAsync(
        string id, Caller caller, IGrainFactory grains, Func<IMemoryGrain, CancellationToken, Task<Outcome<MemoryItem>>> call, CancellationToken cancellationToken) =>
        Texts.IsName(id)
            ? Answer.Of(await call(grains.GetGrain<IMemoryGrain>(caller.Tenant), cancellationToken), MemoryResource.From)
            : Unknown();

    private static ProblemAnswer Unknown() => ProblemAnswer.From(Problem.NotFound("unknownMemory", "There is no memory of that id.", "id"));
}
