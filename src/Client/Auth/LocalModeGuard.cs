using AgentCluster.Tenancy;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Local mode: no authentication is configured, so only the person at this machine may call, as the tenant
/// <see cref="TenantNames.Local"/>. Invariant: no endpoint runs for a request that <see cref="LocalRequest"/> refuses.
/// </summary>
internal sealed class LocalModeGuard(RequestDelegate next)
{
    private static readonly Caller LocalPerson = new(TenantNames.Local);

    /// <summary>Refuses the request or lets it pass as the local person.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (LocalRequest.Refusal(context) is { } refusal)
        {
            return refusal.ExecuteAsync(context);
        }

        context.Features.Set(LocalPerson);
        return next(context);
    }
}
