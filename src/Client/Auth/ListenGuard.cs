using System.Net;
using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Stops the start of a gateway that others could reach while whoever calls is taken for the person at this machine. It runs after the
/// cluster was reached and before the first address is listened on.
/// </summary>
internal sealed partial class ListenGuard(
    IReadOnlyList<string> urls, KnownCredentials credentials, IOptions<AuthenticationOptions> options, ILogger<ListenGuard> logger) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (urls.FirstOrDefault(url => !IsLoopback(url)) is not { } open)
        {
            return;
        }

        // With the mode Keys nobody gets in before the first key, so that a gateway may be there before it.
        if (options.Value.Mode == AuthenticationMode.Local || (options.Value.Mode is null && !await credentials.AnyIssuedAsync(cancellationToken)))
        {
            throw new AgentClusterException(
                $"--urls: '{open}' is not a loopback address. Without API keys whoever calls is taken for the administrator, so only this machine may. "
                + "Issue a key first (keys create --name NAME --role admin), or listen on http://localhost:8080.");
        }

        if (open.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
        {
            LogClear(open);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsLoopback(string url) =>
        new Uri(url) is var uri && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));

    [LoggerMessage(EventId = 8102, Level = LogLevel.Warning, Message = "{Url} carries API keys in clear: let others reach it through a proxy with TLS only")]
    private partial void LogClear(string url);
}
