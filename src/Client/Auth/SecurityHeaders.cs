namespace AgentCluster.Client.Auth;

/// <summary>Headers that keep browsers from doing more with an answer than it is for (OWASP secure headers).</summary>
internal static class SecurityHeaders
{
    private const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Adds the headers to every answer, also to those of faults; an endpoint's own values stand.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(static (context, next) =>
        {
            context.Response.OnStarting(static state => Add((IHeaderDictionary)state), context.Response.Headers);
            return next(context);
        });

    private static Task Add(IHeaderDictionary headers)
    {
        headers.TryAdd("Content-Security-Policy", NothingAllowed);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }
}
