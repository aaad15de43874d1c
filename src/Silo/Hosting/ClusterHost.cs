using AgentCluster.Agents;
using AgentCluster.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace AgentCluster.Silo.Hosting;

/// <summary>One silo of a cluster as a process of its own: every slice over PostgreSQL, and probes over HTTP. Gateways run apart.</summary>
internal static class ClusterHost
{
    // Kubernetes and systemd give 30 s by default; a drain has to be done before.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    public static WebApplication Build(ClusterSettings settings, StorageOptions storage)
    {
        UnknownSettings.Refuse(settings.Configuration);
        var membership = MembershipOptions.Of(settings.Configuration);
        var pools = new ClusterPools(storage.ConnectionString!);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.AddConsoleLogging();
        builder.UseOrleans(silo => ClusterSilo.Configure(silo, membership, pools));
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => pools)
            .AddSingleton<IPlatformDatabase>(_ => new PostgresPlatform(pools.Platform))
            .AddConfiguredSources(settings.Configuration)
            .AddSlices()
            .AddTenantStart()
            .AddHostedService<DepartureWatch>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WarmUp>()
            .AddRouting();
        builder.Services.AddDataProtection().SetApplicationName("AgentCluster").PersistKeysToPlatform();
        var app = builder.Build();

        // A roster that cannot be used stops the start, not the first question.
        app.Services.GetRequiredService<AgentRoster>();
        SiloProbes.Map(app);
        return app;
    }
}
