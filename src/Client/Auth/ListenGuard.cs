using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Auth;

/// <summary>Stops a start that <see cref="OpenAddress"/> refuses: after the cluster was reached, before the first address is listened on.</summary>
internal sealed partial class ListenGuard(
    IReadOnlyList<string> urls, KnownCredentials credentials, IOptions<AuthenticationOptions> options, ILogger<ListenGuard> logger) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var open = await OpenAddress.CheckAsync(urls, options.Value, () => credentials.AnyIssuedAsync(cancellationToken).AsTask());
        if (open?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            LogClear(open);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 8202, Level = LogLevel.Warning, Message = "{Url} carries API keys in clear: let others reach it through a proxy with TLS only")]
    private partial void LogClear(string url);
}
