using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>Actions that were proposed, and what became of them.</summary>
internal static class ExecutionEndpoints
{
    /// <summary>Adds <c>/v1/executions</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/executions").WithTags("Execution").RequireRole(Roles.Ask | Roles.Approve | Roles.Operate);
        group.MapGet("", ListAsync)
            .Describe("ListExecutions", "Actions, newest first; reads by calls of tools follow within moments of their answer, those of questions stand in their interactions.")
            .Takes("agent", "status", "since", "limit", "cursor")
            .Answers<ListResource<ExecutionResource>>(200).Problems(400, 503);
        group.MapGet("/{id}", GetAsync)
            .Describe("GetExecution", "An action and what became of it.")
            .Answers<ExecutionResource>(200).Problems(404, 503);
        group.MapPost("/{id}/undo", UndoAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Ask)
            .Describe("UndoExecution", "Proposes to take an executed change back, through the same gate; refused when its rows changed since.")
            .Answers<ActionOutcomeResource>(200, 202).Problems(404, 409, 413, 415, 422, 503);
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var wanted = new ExecutionQuery
        {
            Agent = query.Text("agent"),
            Status = query.Choice<ExecutionStatus>("status"),
            Since = query.Instant("since"),
            Limit = query.Whole("limit", 50, 1, 200),
            Cursor = query.Text("cursor", 1_000),
        };
        return query.Refusal ?? Answer.Of(
            await grains.GetGrain<IExecutionsGrain>(caller.Tenant).ListAsync(wanted, cancellationToken),
            page => ListResource<ExecutionResource>.From(page, ExecutionResource.From));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(await grains.GetGrain<IExecutionsGrain>(caller.Tenant).GetAsync(id, cancellationToken), ExecutionResource.From);

    private static async Task<IResult> UndoAsync(
        string id, HttpContext http, Caller caller, Body<NoFields> body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var undone = await grains.GetGrain<IExecutionsGrain>(caller.Tenant).UndoAsync(id, IdempotentRequest.OperationOf(http), caller.Id, cancellationToken);
        return undone.Succeeded ? ActionOutcomeResource.Answer(undone.Value) : ProblemAnswer.From(undone.Problem);
    }
}
