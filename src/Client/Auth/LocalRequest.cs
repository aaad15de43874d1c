using System.Net;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Whether a request may come from the person at this machine. A foreign Host is what DNS rebinding sends, a foreign Origin
/// or fetch site what cross-site request forgery sends (OWASP CSRF cheat sheet; W3C Fetch Metadata).
/// </summary>
internal static class LocalRequest
{
    // A proxy on this machine makes the whole world look local; most say what they are. Others give themselves away by HTTP/1.0, which
    // some speak unless told otherwise (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version) and no browser does.
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Real-IP", "X-Client-IP", "CF-Connecting-IP", "Via",
    ];

    /// <summary>The refusal, or null when the request may pass.</summary>
    public static ProblemAnswer? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
        {
            return new(StatusCodes.Status403Forbidden, "notLocal", "Without an API key only this machine may call.");
        }

        if (ProxyHeaders.FirstOrDefault(request.Headers.ContainsKey) is { } header)
        {
            return new(StatusCodes.Status403Forbidden, "proxied", "A request that came through a proxy needs an API key: where it began cannot be told.", header);
        }

        if (HttpProtocol.IsHttp10(request.Protocol))
        {
            return new(StatusCodes.Status403Forbidden, "proxied", "HTTP/1.0 is what proxies speak, and needs an API key: where the request began cannot be told. Call by HTTP/1.1 or later.");
        }

        if (!IsOwnHost(request.Host, context.Connection.LocalPort, request.IsHttps))
        {
            return new(StatusCodes.Status421MisdirectedRequest, "foreignHost", "The Host header must be localhost, 127.0.0.1 or [::1] with the port of this server.", "Host");
        }

        if (!IsOwnOrigin(request))
        {
            return new(StatusCodes.Status403Forbidden, "foreignOrigin", "Requests of pages from other origins are refused. Call from this server's own pages, or send no Origin header.", "Origin");
        }

        return IsForeignFetch(request)
            ? new(StatusCodes.Status403Forbidden, "foreignOrigin", "Requests that another site's page makes are refused.", "Sec-Fetch-Site")
            : null;
    }

    private static bool IsOwnHost(HostString host, int localPort, bool isHttps) =>
        (host.Port ?? (isHttps ? 443 : 80)) == localPort
        && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.Host is "127.0.0.1" or "[::1]");

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsForeignFetch(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        var isVisit = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";
        return site.Count > 0 && site != "same-origin" && site != "none" && !isVisit;
    }
}
