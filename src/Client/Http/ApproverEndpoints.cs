using AgentCluster.Approvals;

namespace AgentCluster.Client.Http;

/// <summary>The people who may decide.</summary>
internal static class ApproverEndpoints
{
    /// <summary>Adds <c>/v1/approvers</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/approvers").WithTags("Approvals");
        group.MapGet("", ListAsync)
            .RequireRole(Roles.Ask | Roles.Approve | Roles.Admin)
            .Describe("ListApprovers", "The people who may decide, and who they are in each channel; while nobody is listed, every key with the role approve may.")
            .Answers<ListResource<Approver>>(200).Problems(503);
        group.MapPut("", ReplaceAsync)
            .RequireRole(Roles.Admin)
            .Describe("PutApprovers", "Replaces the people who may decide; whoever is not in the list can decide nothing any more, also over requests that are open.")
            .Answers<ListResource<Approver>>(200).Problems(400, 413, 415, 503);
    }

    private static async Task<IResult> ListAsync(Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Ok(Listed(await grains.GetGrain<IApprovalsGrain>(caller.Tenant).ApproversAsync(cancellationToken)));

    private static async Task<IResult> ReplaceAsync(Caller caller, Body<ApproversBody> body, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(await grains.GetGrain<IApprovalsGrain>(caller.Tenant).ReplaceApproversAsync(body.Value.ToApprovers(), caller.Id, cancellationToken), Listed);

    private static ListResource<Approver> Listed(ImmutableArray<Approver> approvers) => new() { Items = approvers };
}
