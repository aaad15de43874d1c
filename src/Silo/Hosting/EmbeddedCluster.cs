using System.Net;
using System.Net.Sockets;
using AgentCluster.Discovery;
using AgentCluster.Silo.Sample;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AgentCluster.Silo.Hosting;

/// <summary>Silo, gateway and data directory in one process.</summary>
internal sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly InstanceLock _instance;
    private readonly WebApplication _app;

    private EmbeddedCluster(InstanceLock instance, WebApplication app, DataDirectory data, string url, bool sample, Catalog catalog) =>
        (_instance, _app, Data, Url, IsSample, Catalog) = (instance, app, data, url, sample, catalog);

    public DataDirectory Data { get; }

    /// <summary>Where the gateway answers.</summary>
    public string Url { get; }

    /// <summary>Whether the default source is the sample company.</summary>
    public bool IsSample { get; }

    /// <summary>The default source as discovered by this start.</summary>
    public Catalog Catalog { get; }

    /// <summary>Starts everything; when it returns, the default source is discovered and questions are answered.</summary>
    /// <exception cref="AgentClusterException">Something a person can mend: port in use, directory in use, source unusable, unknown setting.</exception>
    /// <param name="settings">Where and how.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <param name="extend">More endpoints beside the gateway's, for measurements.</param>
    public static async Task<EmbeddedCluster> StartAsync(
        ClusterSettings settings, CancellationToken cancellationToken, Action<WebApplication>? extend = null)
    {
        UnknownSettings.Refuse(settings.Configuration);
        var data = DataDirectory.Open(settings.DataDirectory);
        var instance = InstanceLock.Take(data);
        WebApplication? app = null;
        try
        {
            RefuseBusyPort(settings.Url);
            data.Migrate();
            var sample = settings.SourcePath is null && !settings.Configuration.GetSection("AgentCluster:Sources:default").Exists();
            if (sample)
            {
                await SampleCompany.CreateSqliteAsync(data.SampleFile, TimeProvider.System, cancellationToken);
            }

            app = EmbeddedHost.Build(settings, data, sample ? data.SampleFile : settings.SourcePath);
            extend?.Invoke(app);
            await StartAsync(app, settings.Url, cancellationToken);
            var catalog = await TenantStart.RunAsync(app.Services, cancellationToken);
            var url = Reachable(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            instance.Publish(url);
            return new(instance, app, data, url, sample, catalog);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            instance.Dispose();
            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _instance.Dispose();
    }

    private static async Task StartAsync(WebApplication app, string url, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw PortInUse(url, failure);
        }
        catch (InvalidOperationException failure) when (failure.InnerException is ArgumentException or FormatException or OverflowException)
        {
            // The configuration binder's own words name the key and the value.
            throw new AgentClusterException(failure.Message, inner: failure);
        }
    }

    /// <summary>Asks before the silo starts: a busy port is the most common fault, and should be told at once.</summary>
    private static void RefuseBusyPort(string url)
    {
        var uri = new Uri(url);
        if (uri.Port == 0)
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(uri.HostNameType == UriHostNameType.IPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, uri.Port);
            probe.Start();
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw PortInUse(url, failure);
        }
    }

    /// <summary>Where this machine reaches an address that stands for all of its own.</summary>
    private static string Reachable(string url) =>
        url.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal);

    private static AgentClusterException PortInUse(string url, Exception failure) =>
        new($"Port {new Uri(url).Port} is in use or may not be opened; choose another with --urls http://localhost:PORT.", inner: failure);
}
