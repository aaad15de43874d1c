using AgentCluster.Execution;

namespace AgentCluster.Client.Http;

/// <summary>What was proposed, decided and done, and the proof that nobody changed the record of it.</summary>
internal static class AuditEndpoints
{
    private const int MaxLimit = 500;

    /// <summary>Adds <c>/v1/audit</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/audit").WithTags("Safety").RequireRole(Roles.Approve | Roles.Operate | Roles.Admin);
        group.MapGet("", ListAsync)
            .Describe("ListAudit", "Every step of every action in the order of the chain, oldest first.").Takes("since", "limit", "cursor")
            .Answers<ListResource<AuditRecord>>(200).Problems(400, 503);
        group.MapGet("/verify", VerifyAsync).WaitsForCluster()
            .Describe("VerifyAudit", "Checks every link of the chain and that it still holds every signed head; names the first row that is not what was written.")
            .Answers<AuditVerification>(200).Problems(503);
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var request = new AuditQuery { Since = query.Instant("since"), Limit = query.Whole("limit", 50, 1, MaxLimit), Cursor = query.Text("cursor") };
        return query.Refusal as IResult ?? Answer.Of(
            await grains.GetGrain<IAuditGrain>(caller.Tenant).ListAsync(request, cancellationToken),
            page => ListResource<AuditRecord>.From(page, record => record));
    }

    private static async Task<IResult> VerifyAsync(Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Ok(await grains.GetGrain<IAuditGrain>(caller.Tenant).VerifyAsync(cancellationToken));
}
