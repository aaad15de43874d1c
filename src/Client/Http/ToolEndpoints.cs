using AgentCluster.Tools;

namespace AgentCluster.Client.Http;

/// <summary>What agents and clients can do besides asking.</summary>
internal static class ToolEndpoints
{
    // Paths of the cluster's answers, as this endpoint spells its fields.
    private const string Arguments = "arguments.";

    /// <summary>Adds <c>/v1/tools</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tools").WithTags("Tools").RequireRole(Roles.Ask | Roles.Operate);
        group.MapGet("", ListAsync)
            .Describe("ListTools", "Every tool in its present version, by name.").Takes("limit", "cursor")
            .Answers<ListResource<ToolResource>>(200).Problems(400, 503);
        group.MapPost("", ProposeAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Ask)
            .Describe("ProposeTool", "Proposes a tool: it is tested on its cases in a transaction that is rolled back, and then waits for a person's approval.")
            .Answers<ActionOutcomeResource>(200).Problems(400, 403, 404, 409, 413, 415, 422, 503);
        group.MapGet("/{name}", GetAsync)
            .Describe("GetTool", "A tool in its present version: schema of its arguments, state, statistics.")
            .Answers<ToolResource>(200).Problems(404, 503);
        group.MapGet("/{name}/versions", VersionsAsync)
            .Describe("ListToolVersions", "Every version of a tool, the newest first.").Takes("limit", "cursor")
            .Answers<ListResource<ToolResource>>(200).Problems(400, 404, 503);
        group.MapPost("/{name}/retire", (string name, Caller caller, Body<NoFields> body, IGrainFactory grains, CancellationToken cancellationToken) =>
                OneAsync(caller, grains, grain => grain.RetireAsync(name, cancellationToken))).OnceByKey()
            .RequireRole(Roles.Operate)
            .Describe("RetireTool", "Retires a self-made tool: no version of it may be called any more.")
            .Answers<ToolResource>(200).Problems(404, 409, 422, 503);
        group.MapPost("/{name}/restore", (string name, Caller caller, Body<ToolRestoreBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
                OneAsync(caller, grains, grain => grain.RestoreAsync(name, body.Value.Version, cancellationToken))).OnceByKey()
            .RequireRole(Roles.Operate)
            .Describe("RestoreTool", "Rolls a self-made tool back to a version that was published before.")
            .Answers<ToolResource>(200).Problems(400, 404, 409, 413, 415, 422, 503);
        group.MapPost("/{name}/invocations", InvokeAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Ask)
            .Describe("InvokeTool", "Calls a tool: a read answers with rows, what changes or sends anything waits for a person's approval where the policy says so.")
            .Answers<ActionOutcomeResource>(200).Problems(400, 403, 404, 409, 413, 415, 422, 503);
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        return query.Refusal as IResult
            ?? Answer.Ok(slice.Of((await grains.GetGrain<IToolsGrain>(caller.Tenant).ListAsync(cancellationToken)).Select(ToolResource.From).ToList()));
    }

    private static Task<IResult> GetAsync(string name, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        OneAsync(caller, grains, grain => grain.GetAsync(name, cancellationToken));

    private static async Task<IResult> VersionsAsync(string name, Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        return query.Refusal as IResult ?? Answer.Of(
            await grains.GetGrain<IToolsGrain>(caller.Tenant).VersionsAsync(name, cancellationToken),
            versions => slice.Of(versions.Select(ToolResource.From).ToList()));
    }

    private static async Task<IResult> ProposeAsync(HttpContext http, Caller caller, Body<ToolBody> body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var outcome = await grains.GetGrain<IToolsGrain>(caller.Tenant).InvokeAsync(body.Value.ToInvocation(IdempotentRequest.OperationOf(http), caller), cancellationToken);
        return outcome.Problem is { Field: { } field } problem && field.StartsWith(Arguments, StringComparison.Ordinal)
            ? ProblemAnswer.From(problem with { Field = field[Arguments.Length..], Message = problem.Message.Replace(Arguments, "", StringComparison.Ordinal) })
            : Answer.Of(outcome, ActionOutcomeResource.From);
    }

    private static async Task<IResult> InvokeAsync(string name, HttpContext http, Caller caller, Body<ToolInvocationBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<IToolsGrain>(caller.Tenant).InvokeAsync(body.Value.ToInvocation(name, IdempotentRequest.OperationOf(http), caller), cancellationToken),
            ActionOutcomeResource.From);

    private static async Task<IResult> OneAsync(Caller caller, IGrainFactory grains, Func<IToolsGrain, Task<Outcome<ToolView>>> call) =>
        Answer.Of(await call(grains.GetGrain<IToolsGrain>(caller.Tenant)), ToolResource.From);
}
