using AgentCluster.Approvals;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>Requests for human decisions.</summary>
internal static class ApprovalEndpoints
{
    private const string Channel = "http";

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

    private static async Task<IResult> DecideAsync(
        string id, HttpContext http, Caller caller, Body<DecisionBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<IApprovalsGrain>(caller.Tenant).DecideAsync(
                id, body.Value.ToRequest(caller.Id, Channel) with { Operation = IdempotentRequest.OperationOf(http) }, cancellationToken),
            ApprovalResource.From);

    private static bool HasEnded(Outcome<Approval> approval) =>
        approval.Value?.Status is not (ApprovalStatus.Pending or ApprovalStatus.Approved or ApprovalStatus.Executing);
}
