using AgentCluster.Client.Console;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Serialization;

namespace AgentCluster.Client.Hosting;

/// <summary>The gateway as a process of its own: an Orleans client of the silos that stand in the membership table.</summary>
internal static class GatewayHost
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    // Decision 10: a call that a dead silo swallowed is noticed when this is over. Calls that may take longer say so on their interface.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    public static WebApplication Build(GatewaySettings settings, IConfiguration configuration)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Url, settings.GrpcUrl);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        builder.UseOrleansClient(client => Configure(client, settings));
        builder.Services.AddSingleton(TimeProvider.System).AddHostedService<LameDuck>().AddGateway([.. settings.Urls]);
        var app = builder.Build().MapGateway().MapGrainDashboard();

        // Sources are discovered by silos; what this process has to know is whether they answer.
        app.Services.GetRequiredService<Readiness>().Discovered();
        return app;
    }

    private static void Configure(IClientBuilder client, GatewaySettings settings)
    {
        var membership = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            ApplicationName = "agentcluster-gateway",
            MaxPoolSize = GatewayPools.MembershipSize,
            Timeout = 5,
            SearchPath = "agentcluster,public",
        });
        client.Services.AddSingleton(_ => membership);
        client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ClusterNames.ServiceId, settings.ClusterId));
        client.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", membership));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.Configure<ClientMessagingOptions>(options => (options.CancelRequestOnTimeout, options.ResponseTimeout) = (true, ResponseTimeout));
        client.AddOutgoingGrainCallFilter<CallRetries>();
        client.UseConnectionRetryFilter<SilosMayComeLater>();
        client.AddActivityPropagation();
        client.AddDashboard(GrainDashboard.Configure);

        // An exception of ours that wraps one of the driver's is still read; what it says stays in the log.
        client.Services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("Npgsql"));
    }

    /// <summary>A gateway may start before its silos: it tries again until they are there.</summary>
    private sealed class SilosMayComeLater(TimeProvider time) : IClientConnectionRetryFilter
    {
        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            return true;
        }
    }
}
