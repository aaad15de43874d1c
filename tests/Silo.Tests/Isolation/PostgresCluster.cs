using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentCluster.Client;
using AgentCluster.Silo.Hosting;
using AgentCluster.TestKit.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Silo.Tests.Isolation;

/// <summary>A silo of a cluster over a PostgreSQL database of its own, as the program builds it, and a gateway before it.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly TestPostgres _platform;
    private readonly WebApplication _silo;
    private readonly WebApplication _gateway;

    private PostgresCluster(TestPostgres platform, WebApplication silo, WebApplication gateway) =>
        (_platform, _silo, _gateway) = (platform, silo, gateway);

    public Uri Url => new(_gateway.Urls.First());

    public IServiceProvider Services => _silo.Services;

    public static async Task<PostgresCluster> StartAsync(Dictionary<string, string?> settings)
    {
        var platform = await TestPostgres.CreateAsync();
        var (siloPort, gatewayPort) = FreePorts();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["AgentCluster:Storage:Provider"] = "Postgres",
            ["AgentCluster:Storage:ConnectionString"] = platform.SiloConnectionString,
            ["AgentCluster:Membership:SiloPort"] = siloPort.ToString(CultureInfo.InvariantCulture),
            ["AgentCluster:Membership:GatewayPort"] = gatewayPort.ToString(CultureInfo.InvariantCulture),
        }).Build();
        var silo = ClusterHost.Build(
            new() { Configuration = configuration, DataDirectory = Path.GetTempPath(), Url = "http://127.0.0.1:0" }, StorageOptions.Of(configuration));
        await silo.StartAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(silo.Services.GetRequiredService<IGrainFactory>()).AddGateway();
        var gateway = builder.Build().MapGateway();
        await gateway.StartAsync();
        return new(platform, silo, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _silo.StopAsync();
        await _silo.DisposeAsync();
        await _platform.DisposeAsync();
    }

    private static (int, int) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
