using System.Net;

namespace AgentCluster.Client.Auth;

/// <summary>Addresses that others reach, and who may listen on them.</summary>
public static class OpenAddress
{
    /// <summary>
    /// Refuses to listen where others reach while whoever calls is taken for the person at this machine. With the mode
    /// <see cref="AuthenticationMode.Keys"/> nobody gets in before the first key, so that a gateway may be there before it.
    /// </summary>
    /// <param name="urls">Every address to be listened on.</param>
    /// <param name="options">Who is let in.</param>
    /// <param name="anyIssued">Whether a key was ever issued; asked only if it decides.</param>
    /// <returns>The first open address, or null when all are loopback ones.</returns>
    /// <exception cref="AgentClusterException">An address is open, and there is no key.</exception>
    public static async Task<string?> CheckAsync(IEnumerable<string> urls, AuthenticationOptions options, Func<Task<bool>> anyIssued)
    {
        var open = urls.FirstOrDefault(url => !IsLoopback(url));
        return open is null || options.Mode == AuthenticationMode.Keys || (options.Mode is null && await anyIssued())
            ? open
            : throw new AgentClusterException(
                $"--urls: '{open}' is not a loopback address. Without API keys whoever calls is taken for the administrator, so only this machine may. "
                + "Issue a key first (keys create --name NAME --role admin), or listen on http://localhost:8080.");
    }

    private static bool IsLoopback(string url) =>
        new Uri(url) is var uri && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));
}
