namespace AgentCluster.Client.Http;

/// <summary>The API keys of the caller's own tenant.</summary>
internal static class ApiKeyEndpoints
{
    /// <summary>Adds <c>/v1/api-keys</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/api-keys").WithTags("API keys").RequireRole(Roles.Admin);
        group.MapGet("", ListAsync)
            .Describe("ListApiKeys", "The keys of your tenant, oldest first, revoked and expired ones too; secrets are not kept.").Takes("limit", "cursor")
            .Answers<ListResource<ApiKeyResource>>(200).Problems(400, 503);

        // Without idempotency: the answer that would be kept for repetitions is a secret. A key too many is revoked.
        group.MapPost("", IssueAsync)
            .Describe("IssueApiKey", "Issues a key of your tenant; the answer shows it this once.")
            .Answers<ApiKeyResource>(201).Problems(400, 404, 413, 415, 503);
        group.MapDelete("/{id}", RevokeAsync)
            .Describe("RevokeApiKey", "Revokes a key of your tenant; it is refused within five seconds.")
            .Answers<ApiKeyResource>(200).Problems(404, 503);
    }

    private static async Task<IResult> ListAsync(Caller caller, QueryReader query, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var slice = Slice.Read(query);
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var keys = await grains.GetGrain<IApiKeysGrain>(caller.Tenant).ListAsync(cancellationToken);
        return Answer.Ok(slice.Of([.. keys.Select(key => ApiKeyResource.From(key, time.GetUtcNow()))]));
    }

    private static async Task<IResult> IssueAsync(Caller caller, Body<ApiKeyBody> body, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var issued = await grains.GetGrain<IApiKeysGrain>(caller.Tenant).IssueAsync(body.Value.ToDraft(caller), cancellationToken);
        return issued.Succeeded
            ? new Answer(StatusCodes.Status201Created, ApiKeyResource.From(issued.Value, time.GetUtcNow()))
            : ProblemAnswer.From(issued.Problem);
    }

    private static async Task<IResult> RevokeAsync(string id, Caller caller, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken) =>
        Answer.Of(
            await grains.GetGrain<IApiKeysGrain>(caller.Tenant).RevokeAsync(id, cancellationToken),
            key => ApiKeyResource.From(key, time.GetUtcNow()));
}
