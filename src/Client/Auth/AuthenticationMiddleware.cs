using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Lets a request reach its endpoint if the endpoint's <see cref="IAccessRequirement"/> says so. Invariants: an endpoint that says nothing
/// lets nobody in; what handlers find as <see cref="Caller"/> was established here.
/// </summary>
internal sealed class AuthenticationMiddleware(RequestDelegate next, Authenticator authenticator)
{
    private const string Bearer = "Bearer realm=\"AgentCluster\"";
    private const string Basic = "Basic realm=\"AgentCluster\", charset=\"UTF-8\"";

    /// <summary>Refuses the request or lets it pass as its caller.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Routing's own refusals (404, 405, 415) are no route's endpoints and run nothing of ours.
        var requirement = context.GetEndpoint()?.Metadata.GetMetadata<IAccessRequirement>();
        if (context.GetEndpoint() is not RouteEndpoint || requirement is { IsOpen: true })
        {
            await next(context);
            return;
        }

        var acceptsBasic = requirement is { AcceptsBasic: true };
        var (caller, refusal) = await authenticator.AuthenticateAsync(context, acceptsBasic);
        if ((refusal ?? (requirement is null ? Closed : requirement.Refuses(caller!))) is { } refused)
        {
            Explain(context.Response.Headers, refused, acceptsBasic);
            await refused.ExecuteAsync(context);
            return;
        }

        context.Features.Set(caller);
        await next(context);
    }

    private static void Explain(IHeaderDictionary headers, ProblemAnswer refusal, bool acceptsBasic)
    {
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            var bearer = refusal.Code == "credentialMissing" ? Bearer : $"{Bearer}, error=\"invalid_token\"";
            headers.WWWAuthenticate = acceptsBasic ? new StringValues([bearer, Basic]) : bearer;
        }
        else if (refusal.Status == StatusCodes.Status429TooManyRequests)
        {
            headers.RetryAfter = "60";
        }
    }

    private static ProblemAnswer Closed { get; } = new(StatusCodes.Status403Forbidden, "closed", "Nobody is let in here.");
}
