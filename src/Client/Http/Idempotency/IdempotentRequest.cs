using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Idempotency;

/// <summary>The claim under which a request runs.</summary>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">Digest of the request.</param>
/// <param name="ClaimedAt">When the key was first claimed.</param>
internal sealed record IdempotentRequest(string Tenant, string Key, string Fingerprint, DateTimeOffset ClaimedAt)
{
    /// <summary>The interaction that a request begins: its claim's, or a new one when it carries no key.</summary>
    public static InteractionKey NewInteraction(HttpContext context, Caller caller, TimeProvider time) =>
        context.Features.Get<IdempotentRequest>() is { } claim
            ? IdempotencyKey.InteractionOf(claim.Tenant, claim.Key, claim.Fingerprint, claim.ClaimedAt)
            : InteractionKey.New(caller.Tenant, time.GetUtcNow());

    /// <summary>Names what a request does, so that the cluster does it once: its claim's name, or a new one when it carries no key.</summary>
    public static string OperationOf(HttpContext context) =>
        context.Features.Get<IdempotentRequest>() is { } claim
            ? IdempotencyKey.InteractionOf(claim.Tenant, claim.Key, claim.Fingerprint, claim.ClaimedAt).Id
            : Guid.NewGuid().ToString("N");
}
