using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications;

/// <summary>
/// Guards HTTP requests whose address somebody else wrote (server-side request forgery): https to a listed name on its own port, to
/// addresses of the public internet only. What was checked is what is connected to; redirects are not followed.
/// </summary>
public sealed partial class OutgoingAddresses
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A connection in use for longer is opened, and its address checked, anew.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyCollection<string> _allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPAddress[], int, CancellationToken, Task<Stream>> _connect;

    /// <summary>With the hosts that the configuration lists.</summary>
    /// <param name="options">The list.</param>
    public OutgoingAddresses(IOptions<OutgoingOptions> options)
        : this([.. options.Value.AllowedHosts], Dns.GetHostAddressesAsync, ConnectAsync)
    {
    }

    internal OutgoingAddresses(
        IReadOnlyCollection<string> allowed,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        Func<IPAddress[], int, CancellationToken, Task<Stream>> connect) => (_allowed, _resolve, _connect) = (allowed, resolve, connect);

    /// <summary>The address, or why nothing is sent there. Only its text is judged; where its name leads is looked up at each connection.</summary>
    /// <param name="url">The address as it was written.</param>
    /// <param name="field">The field of the request that held it.</param>
    public Outcome<Uri> Check(string url, string field = "url")
    {
        var found = Pattern().Match(url);
        if (!found.Success || !Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return Refused(field, "An address is written https://host/path: without a user, a fragment, blanks, backslashes or characters beyond ASCII.");
        }

        var host = found.Groups["host"].Value;
        return !HostNames.IsOne(host) || !host.Equals(address.Host, StringComparison.OrdinalIgnoreCase) ? Refused(field, "The host must be a full name such as hooks.example.com, not an address.")
            : !address.IsDefaultPort ? Refused(field, "Only port 443 is allowed.")
            : _allowed.Any(rule => HostNames.Matches(rule, host)) ? address
            : Refused(field, $"'{host}' is not among the allowed hosts: an administrator adds it to {OutgoingOptions.SectionName}:AllowedHosts.");
    }

    /// <summary>The addresses behind a name, or why nothing is sent to it: one that is not public closes all of them.</summary>
    /// <param name="host">The name.</param>
    /// <param name="cancellationToken">Ends the lookup.</param>
    public async Task<Outcome<IPAddress[]>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await _resolve(host, cancellationToken);
        }
        catch (SocketException)
        {
            addresses = [];
        }

        return addresses.Length == 0 ? Problem.Unavailable("unknownHost", $"No address of '{host}' was found.")
            : addresses.All(PublicAddresses.Contains) ? addresses
            : Problem.Forbidden("forbiddenAddress", $"'{host}' leads to an address that is not of the public internet.");
    }

    /// <summary>A handler for clients that send to such addresses; the caller disposes it.</summary>
    /// <exception cref="HttpRequestException">Of a request: its address may not be connected to.</exception>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var url = Check(context.InitialRequestMessage.RequestUri!.OriginalString);
            var addresses = url.Succeeded ? await ResolveAsync(url.Value.Host, cancellationToken) : url.Problem;
            return addresses.Succeeded ? await _connect(addresses.Value, url.Value!.Port, cancellationToken) : throw new HttpRequestException(addresses.Problem.Message);
        },
    };

    private static Problem Refused(string field, string message) => Problem.Forbidden("forbiddenAddress", message, field);

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [GeneratedRegex(@"\Ahttps://(?<host>[^/?#:@\\]+)(:[0-9]{1,5})?([/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
