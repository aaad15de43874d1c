using AgentCluster.Client.Auth;
using AgentCluster.Client.Hosting;
using AgentCluster.Discovery;
using AgentCluster.Silo.Sample;
using AgentCluster.Tenancy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace AgentCluster.Silo.Hosting;

/// <summary>Silo, gateway and data directory in one process.</summary>
internal sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly InstanceLock _instance;
    private readonly WebApplication _app;

    private EmbeddedCluster(InstanceLock instance, WebApplication app, DataDirectory data, bool sample, Catalog catalog) =>
        (_instance, _app, Data, IsSample, Catalog) = (instance, app, data, sample, catalog);

    public DataDirectory Data { get; }

    /// <summary>Where the gateway answers.</summary>
    public required string Url { get; init; }

    /// <summary>Where gRPC answers, or null when it is off.</summary>
    public string? GrpcUrl { get; init; }

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
            Listeners.RefuseBusyPorts(settings.Url, settings.GrpcUrl);
            data.Migrate();
            var sample = settings.SourcePath is null && !settings.Configuration.GetSection("AgentCluster:Sources:default").Exists();
            if (sample)
            {
                await SampleCompany.CreateSqliteAsync(data.SampleFile, TimeProvider.System, cancellationToken);
            }

            app = EmbeddedHost.Build(settings, data, sample ? data.SampleFile : settings.SourcePath);
            await RefuseOpenAddressAsync(app.Services, settings.Urls, cancellationToken);
            extend?.Invoke(app);
            await StartAsync(app, cancellationToken);
            var catalog = await TenantStart.RunAsync(app.Services, cancellationToken);
            var urls = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(Reachable).ToList();
            instance.Publish(urls[0]);
            return new(instance, app, data, sample, catalog) { Url = urls[0], GrpcUrl = urls.ElementAtOrDefault(1) };
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

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartListeningAsync(cancellationToken);
        }
        catch (InvalidOperationException failure) when (failure.InnerException is ArgumentException or FormatException or OverflowException)
        {
            // The configuration binder's own words name the key and the value.
            throw new AgentClusterException(failure.Message, inner: failure);
        }
    }

    /// <summary>Asked of the rows before anything starts, so that the refusal is all that is told.</summary>
    private static async Task RefuseOpenAddressAsync(IServiceProvider services, IEnumerable<string> urls, CancellationToken cancellationToken) => await OpenAddress.CheckAsync(
        urls,
        services.GetRequiredService<IOptions<AuthenticationOptions>>().Value,
        () => services.GetRequiredService<ApiKeyStore>().AnyIssuedAsync(cancellationToken));

    /// <summary>Where this machine reaches an address that stands for all of its own.</summary>
    private static string Reachable(string url) =>
        url.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//[::1]:", StringComparison.Ordinal);
}
