using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Console;
using AgentCluster.Client.Hosting;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Dashboard;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>The gateway on a free loopback port, over a fake cluster.</summary>
public sealed class TestGateway : IAsyncLifetime
{
    private WebApplication? _app;

    internal FakeCluster Cluster { get; } = new();

    internal FakeGrains Grains { get; private set; } = null!;

    internal Readiness Readiness { get; } = new();

    internal bool IsDiscovered { get; init; } = true;

    internal Dictionary<string, string?> Settings { get; init; } = [];

    internal AuthenticationMode? Mode { get; init; }

    internal HttpClient Http { get; private set; } = null!;

    internal string GrpcUrl { get; private set; } = null!;

    internal GrpcChannel Channel { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Grains = Cluster.Grains;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen("http://127.0.0.1:0", "http://127.0.0.1:0"));
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<IGrainFactory>(Grains);
        builder.Services.AddSingleton(Readiness).AddGateway();
        new DashboardServices(builder.Services, builder.Configuration).AddDashboard(GrainDashboard.Configure);
        builder.Services.Configure<AuthenticationOptions>(options => options.Mode = Mode);
        builder.Services.AddSingleton(new KnownCredentials(Grains, Cluster.Time));
        _app = builder.Build();
        _app.MapGateway().MapGrainDashboard();
        if (IsDiscovered)
        {
            Readiness.Discovered();
        }

        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        GrpcUrl = _app.Urls.Last();
        Channel = GrpcChannel.ForAddress(GrpcUrl);
    }

    internal IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Tells the process to stop, as SIGTERM does; it goes on serving.</summary>
    internal void Stop() => _app!.Lifetime.StopApplication();

    public async Task DisposeAsync()
    {
        Http.Dispose();
        Channel.Dispose();
        await _app!.DisposeAsync();
    }

    internal static ByteArrayContent Json(string json) => Bytes(Encoding.UTF8.GetBytes(json), "application/json");

    internal static ByteArrayContent Bytes(byte[] bytes, string? contentType)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    internal Task<HttpResponseMessage> PostAsync(string path, string json, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Http.SendAsync(request);
    }

    internal static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    // The page's services without the Orleans client that would look for a cluster.
    private sealed record DashboardServices(IServiceCollection Services, IConfiguration Configuration) : IClientBuilder;
}
