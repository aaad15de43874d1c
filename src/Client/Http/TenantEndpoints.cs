namespace AgentCluster.Client.Http;

/// <summary>The tenants of the cluster, for admins of the operator's tenant.</summary>
internal static class TenantEndpoints
{
    /// <summary>Adds <c>/v1/tenants</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tenants").WithTags("Tenants").RequireOperator();
        group.MapGet("", ListAsync)
            .Describe("ListTenants", "Every tenant by name, closed ones too.").Takes("limit", "cursor")
            .Answers<ListResource<TenantResource>>(200).Problems(400, 503);

        // Without idempotency, as for keys; a tenant that is open already is told by 409.
        group.MapPost("", OpenAsync)
            .Describe("OpenTenant", "Opens a tenant, or one again that was closed; the answer shows this once the key by which its first person enters.")
            .Answers<TenantResource>(201).Problems(400, 409, 413, 415, 503);
        group.MapDelete("/{name}", CloseAsync)
            .Describe("CloseTenant", "Closes a tenant: its keys are revoked, nothing runs for it. What it knows is kept.")
            .Answers<TenantResource>(200).Problems(404, 409, 503);
    }

    private static async Task<IResult> ListAsync(QueryReader query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        return query.Refusal as IResult ?? Answer.Ok(slice.Of([.. (await Tenants(grains).ListAsync(cancellationToken)).Select(TenantResource.From)]));
    }

    private static async Task<IResult> OpenAsync(Caller caller, Body<TenantBody> body, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var opened = await Tenants(grains).OpenAsync(body.Value.Name!, caller.Id, cancellationToken);
        return opened.Succeeded
            ? new Answer(
                StatusCodes.Status201Created,
                TenantResource.From(opened.Value.Tenant) with { AdminKey = ApiKeyResource.From(opened.Value.FirstKey, time.GetUtcNow()) })
            : ProblemAnswer.From(opened.Problem);
    }

    private static async Task<IResult> CloseAsync(string name, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer.Of(await Tenants(grains).CloseAsync(name, cancellationToken), TenantResource.From);

    private static ITenantsGrain Tenants(IGrainFactory grains) => grains.GetGrain<ITenantsGrain>(ITenantsGrain.Key);
}
