using System.Text.Json;
using AgentCluster.Approvals;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>Requests for human decisions.</summary>
internal static class ApprovalEndpoints
{
    private const string Channel = ApprovalChannels.Http;
    private const string Refused = "refused";

    /// <summary>Adds <c>/v1/approvals</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/approvals").WithTags("Approvals").RequireRole(Roles.Ask | Roles.Approve);
        group.MapGet("", ListAsync)
            .Describe("ListApprovals", "Requests for a human's decision, newest first.")
            .Takes("status", "agent", "risk", "limit", "cursor")
            .Answers<ListResource<ApprovalResource>>(200).Problems(400, 503);
        group.MapGet("/{id}", GetAsync)
            .Describe("GetApproval", "A request with exactly what would be done; waitSeconds waits for its end.").Takes("waitSeconds")
            .Answers<ApprovalResource>(200).Problems(400, 404, 503);
        group.MapPost("", RequestAsync).OnceByKey()
            .RequireRole(Roles.Ask)
            .Describe("RequestApproval", "Asks people for a decision over something that the client does itself; 202 while nobody has decided after waitSeconds.").Takes("waitSeconds")
            .Answers<ApprovalResource>(200, 202).Problems(400, 409, 413, 415, 422, 503);
        group.MapPost("/decisions", DecideManyAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Approve)
            .Describe("DecideApprovals", "Approves or rejects up to 50 requests of low risk, each by itself; what is approved is begun. An item is refused with the reason.")
            .Answers<ListResource<BatchItem>>(200).Problems(400, 409, 413, 415, 422, 503);
        group.MapPost("/{id}/renew", RenewAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Ask | Roles.Approve | Roles.Admin)
            .Describe("RenewApproval", "Asks again what expired or was stale, through the gate anew; answers what took its place, however often it is renewed.")
            .Answers<ApprovalResource>(200).Problems(403, 404, 409, 413, 415, 422, 503);
        group.MapPost("/{id}/decision", DecideAsync).OnceByKey().WaitsForCluster()
            .RequireRole(Roles.Approve)
            .Describe("DecideApproval", "Approves, rejects or edits what the given hash shows; what is approved is then done. 409 with what stands when it is settled.")
            .Answers<ApprovalResource>(200).Problems(400, 403, 404, 409, 413, 415, 422, 503);
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var wanted = new ApprovalQuery
        {
            Status = query.Choice<ApprovalStatus>("status"),
            Agent = query.Text("agent"),
            Risk = query.Choice<Risk>("risk"),
            Limit = query.Whole("limit", 50, 1, 200),
            Cursor = query.Text("cursor", 1_000),
        };
        return query.Refusal ?? Answer.Of(
            await grains.GetGrain<IApprovalsGrain>(caller.Tenant).ListAsync(wanted, cancellationToken),
            page => ListResource<ApprovalResource>.From(page, ApprovalResource.From));
    }

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, Caller caller, QueryReader query, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var wait = new LongWait(InteractionEndpoints.WaitOf(query), Admitted.Of(http), time);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var grain = grains.GetGrain<IApprovalsGrain>(caller.Tenant);
        var approval = await grain.GetAsync(id, cancellationToken);
        return Answer.Of(await wait.UntilAsync(approval, HasEnded, () => grain.GetAsync(id, cancellationToken), cancellationToken), ApprovalResource.From);
    }

    private static async Task<IResult> RequestAsync(
        HttpContext http, Caller caller, Body<ApprovalBody> body, QueryReader query, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var wait = new LongWait(InteractionEndpoints.WaitOf(query), Admitted.Of(http), time);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var grain = grains.GetGrain<IApprovalsGrain>(caller.Tenant);
        Outcome<Approval> filed = await grain.RequestAsync(body.Value.ToRequest(caller.Id, IdempotentRequest.OperationOf(http)), cancellationToken);
        var approval = await wait.UntilAsync(filed, HasEnded, () => grain.GetAsync(filed.Value!.Id, cancellationToken), cancellationToken);
        return approval.Succeeded && !HasEnded(approval)
            ? new Answer(StatusCodes.Status202Accepted, ApprovalResource.From(approval.Value), $"/v1/approvals/{approval.Value.Id}")
            : Answer.Of(approval, ApprovalResource.From);
    }

    private static async Task<IResult> DecideManyAsync(
        HttpContext http, Caller caller, Body<DecisionsBody> body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IApprovalsGrain>(caller.Tenant);
        var operation = IdempotentRequest.OperationOf(http);
        var items = new List<BatchItem>();
        foreach (var item in body.Value.Items!)
        {
            var decided = await grain.DecideAsync(item!.Id!, item.ToRequest(caller.Id, Channel) with { Operation = $"{operation}-{items.Count}" }, cancellationToken);
            items.Add(new()
            {
                Index = items.Count,
                Status = decided.Succeeded ? JsonNamingPolicy.CamelCase.ConvertName(decided.Value.Status.ToString()) : Refused,
                Id = item.Id,
                Reason = decided.Problem?.Message,
            });
        }

        return Answer.Ok(new ListResource<BatchItem> { Items = items });
    }

    private static async Task<IResult> RenewAsync(string id, Caller caller, Body<NoFields> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<IApprovalsGrain>(caller.Tenant).RenewAsync(
                id, new() { By = caller.Id, Channel = Channel, Anyones = (caller.Roles & (Roles.Approve | Roles.Admin)) != 0 }, cancellationToken),
            ApprovalResource.From);

    private static async Task<IResult> DecideAsync(
        string id, HttpContext http, Caller caller, Body<DecisionBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<IApprovalsGrain>(caller.Tenant).DecideAsync(
                id, body.Value.ToRequest(caller.Id, Channel) with { Operation = IdempotentRequest.OperationOf(http) }, cancellationToken),
            ApprovalResource.From);

    // Of a client's own request nothing is executed: it ends when people have decided.
    private static bool HasEnded(Outcome<Approval> approval) =>
        approval.Value is not ({ Status: ApprovalStatus.Pending or ApprovalStatus.Executing } or { Status: ApprovalStatus.Approved, ExecutionId: not null });
}
