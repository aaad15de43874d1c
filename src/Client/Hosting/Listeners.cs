using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AgentCluster.Client.Hosting;

/// <summary>
/// Where a gateway listens: HTTP/1.1 at one address and, for gRPC, HTTP/2 at another. Without TLS a connection cannot agree on the protocol,
/// so each has a port of its own.
/// </summary>
public static class Listeners
{
    private const string GrpcKey = $"{GrpcOptions.SectionName}:{nameof(GrpcOptions.Url)}";

    /// <summary>The address of gRPC: as configured, by default the HTTP port plus 1 on the same host, null when it is <c>off</c>.</summary>
    /// <param name="configuration">The program's settings.</param>
    /// <param name="url">The address of HTTP.</param>
    /// <exception cref="AgentClusterException">The configured value is no address.</exception>
    public static string? GrpcUrl(IConfiguration configuration, string url)
    {
        var configured = configuration[GrpcKey];
        if (string.Equals(configured, "off", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(configured))
        {
            return NextPort(new Uri(url));
        }

        return Uri.TryCreate(configured, UriKind.Absolute, out var given) && given.Scheme == Uri.UriSchemeHttp && given.PathAndQuery == "/"
            ? given.GetLeftPart(UriPartial.Authority)
            : throw new AgentClusterException($"{GrpcKey}: '{configured}' is not one address such as http://localhost:8081, nor 'off'.");
    }

    /// <summary>Listens at both addresses.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="url">The address of HTTP.</param>
    /// <param name="grpcUrl">The address of gRPC, or null.</param>
    public static void Listen(this KestrelServerOptions kestrel, string url, string? grpcUrl)
    {
        Listen(kestrel, new Uri(url), HttpProtocols.Http1);
        if (grpcUrl is not null)
        {
            Listen(kestrel, new Uri(grpcUrl), HttpProtocols.Http2);
        }
    }

    /// <summary>Asks before anything starts: a busy port is the most common fault, and should be told at once.</summary>
    /// <param name="url">The address of HTTP.</param>
    /// <param name="grpcUrl">The address of gRPC, or null.</param>
    /// <exception cref="AgentClusterException">A port is in use or may not be opened.</exception>
    public static void RefuseBusyPorts(string url, string? grpcUrl)
    {
        RefuseBusyPort(new Uri(url), "choose another with --urls http://localhost:PORT");
        if (grpcUrl is not null)
        {
            RefuseBusyPort(new Uri(grpcUrl), $"it is for gRPC: choose another with {GrpcKey}, or 'off'");
        }
    }

    /// <summary>Starts the program; a port that was taken in the meantime is told like one that was busy before.</summary>
    /// <param name="app">The program.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="AgentClusterException">A port is in use.</exception>
    public static async Task StartListeningAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new AgentClusterException($"{failure.Message} Choose another with --urls http://localhost:PORT, or {GrpcKey} for gRPC.", inner: failure);
        }
    }

    private static string NextPort(Uri url) => url.Port switch
    {
        0 => url.GetLeftPart(UriPartial.Authority),
        < IPEndPoint.MaxPort => string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}://{url.Host}:{url.Port + 1}"),
        _ => throw new AgentClusterException($"There is no port after {url.Port}: say with {GrpcKey} where gRPC shall listen, or 'off'."),
    };

    private static void Listen(KestrelServerOptions kestrel, Uri url, HttpProtocols protocols)
    {
        if (url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(url.Port, listen => listen.Protocols = protocols);
        }
        else if (IPAddress.TryParse(url.Host, out var address))
        {
            kestrel.Listen(address, url.Port, listen => listen.Protocols = protocols);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, listen => listen.Protocols = protocols);
        }
    }

    private static void RefuseBusyPort(Uri url, string remedy)
    {
        if (url.Port == 0)
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(IPAddress.TryParse(url.Host, out var address) ? address : IPAddress.Loopback, url.Port);
            probe.Start();
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new AgentClusterException($"Port {url.Port} is in use or may not be opened; {remedy}.", inner: failure);
        }
    }
}
