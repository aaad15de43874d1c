using Microsoft.AspNetCore.Routing;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Lets a request reach its endpoint if the endpoint's <see cref="IAccessRequirement"/> says so. Invariants: an endpoint that says nothing
/// lets nobody in; what handlers find as <see cref="Caller"/> was established here.
/// </summary>
internal sealed class AuthenticationMiddleware(RequestDelegate next, Authenticator authenticator)
{
    /// <summary>Refuses the request or lets it pass as its caller.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Routing's own refusals (404, 405, 415) are no route's endpoints and run nothing of ours.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAccessRequirement>() is { IsOpen: true })
        {
            await next(context);
            return;
        }

        var (caller, refusal) = await authenticator.AuthenticateAsync(context);
        if ((refusal ?? RefusalOf(endpoint, caller!)) is { } refused)
        {
            await RefuseAsync(context, refused);
            return;
        }

        context.Features.Set(caller);
        await next(context);
    }

    private static ProblemAnswer? RefusalOf(RouteEndpoint endpoint, Caller caller) =>
        endpoint.Metadata.GetMetadata<IAccessRequirement>() is { } requirement
            ? requirement.Refuses(caller)
            : new(StatusCodes.Status403Forbidden, "closed", "Nobody is let in here.");

    private static Task RefuseAsync(HttpContext context, ProblemAnswer refusal)
    {
        switch (refusal.Status)
        {
            case StatusCodes.Status401Unauthorized:
                context.Response.Headers.WWWAuthenticate = refusal.Code == "credentialMissing" ? "Bearer realm=\"AgentCluster\"" : "Bearer realm=\"AgentCluster\", error=\"invalid_token\"";
                break;
            case StatusCodes.Status429TooManyRequests:
                context.Response.Headers.RetryAfter = "60";
                break;
        }

        return refusal.ExecuteAsync(context);
    }
}
