using AgentCluster.Client;
using AgentCluster.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace AgentCluster.Silo.Tests.Deployment;

/// <summary>The paths that a silo and a gateway answer; neither is started.</summary>
internal static class ProgramRoutes
{
    public static async Task<IReadOnlySet<string>> OfSiloAsync()
    {
        var storage = new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = "Host=nowhere" };
        await using var app = ClusterHost.Build(ClusterSettings.Load(data: null, url: null, source: null), storage);
        return Of(app);
    }

    public static async Task<IReadOnlySet<string>> OfGatewayAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.UseOrleansClient(client => client.UseLocalhostClustering());
        builder.Services.AddGateway();
        await using var app = builder.Build();
        return Of(app.MapGateway());
    }

    private static HashSet<string> Of(WebApplication app) =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}").ToHashSet(StringComparer.Ordinal);
}
