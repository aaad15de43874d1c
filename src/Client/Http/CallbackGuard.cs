namespace AgentCluster.Client.Http;

/// <summary>
/// What is open to the world is served under the name that the world was given, and only so many at a time: at once or not at all, since
/// whoever calls does not wait.
/// </summary>
internal sealed class CallbackGuard(IConfiguration configuration, Limits limits) : IEndpointFilter
{
    /// <summary>The setting with the address by which others reach the gateway.</summary>
    public const string PublicUrlKey = "AgentCluster:PublicUrl";

    private readonly string? _host = Uri.TryCreate(configuration[PublicUrlKey], UriKind.Absolute, out var url) ? url.Host : null;

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!IsOurs(context.HttpContext.Request.Host))
        {
            return new ProblemAnswer(StatusCodes.Status421MisdirectedRequest, "foreignHost", $"The Host header must be that of {PublicUrlKey}.", "Host");
        }

        // No tenant has the name of a route, and what one service sends keeps out no other.
        using var permit = limits.Wait(((RouteEndpoint)context.HttpContext.GetEndpoint()!).RoutePattern.RawText!);
        return permit.IsAcquired
            ? await next(context)
            : ProblemAnswer.TooMany("More requests are under way than are served at a time; try again in a moment.");
    }

    private bool IsOurs(HostString host) => _host is null
        ? host.Host is "localhost" or "127.0.0.1" or "[::1]"
        : host.Host.Equals(_host, StringComparison.OrdinalIgnoreCase);
}
