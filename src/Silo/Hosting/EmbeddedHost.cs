using AgentCluster.Agents;
using AgentCluster.Approvals;
using AgentCluster.Client;
using AgentCluster.Client.Console;
using AgentCluster.Client.Hosting;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Memory;
using AgentCluster.Notifications;
using AgentCluster.Notifications.Mail;
using AgentCluster.Reasoning;
using AgentCluster.Scheduling;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.Tools;
using Microsoft.AspNetCore.DataProtection;

namespace AgentCluster.Silo.Hosting;

/// <summary>Puts the host together: the table of contents of a process.</summary>
internal static class EmbeddedHost
{
    // Kubernetes and systemd give 30 s by default; a drain has to be done before.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    public static WebApplication Build(ClusterSettings settings, DataDirectory data, string? defaultSource)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Url, settings.GrpcUrl);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        builder.AddConsoleLogging();
        builder.UseOrleans(silo => EmbeddedSilo.Configure(silo, data));
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSqlitePlatform(_ => new(data.PlatformFile))
            .AddDataProtection(data)
            .AddConfiguredSources(settings.Configuration)
            .AddEmbeddedSources(data, defaultSource)
            .AddEmbeddedAudit(data)
            .AddSlices()
            .AddTenantStart(TenantNames.Local)
            .AddGateway([.. settings.Urls]);
        var app = builder.Build();

        // A roster that cannot be used stops the start, not the first question.
        app.Services.GetRequiredService<AgentRoster>();
        return app.MapGateway().MapGrainDashboard();
    }

    /// <summary>Every slice of Grains; the platform database, the clock and the sources are the caller's.</summary>
    public static IServiceCollection AddSlices(this IServiceCollection services) => services
        .AddScheduling()
        .AddTenancy()
        .AddMemory()
        .AddExecution()
        .AddApprovals()
        .AddDiscovery()
        .AddNotifications()
        .AddReasoning()
        .AddLearning()
        .AddAgents()
        .AddInteractions()
        .AddMail()
        .AddTools();

    /// <summary>Starts every tenant but those that the host starts by itself.</summary>
    public static IServiceCollection AddTenantStart(this IServiceCollection services, params string[] startedByHost) =>
        services.AddSingleton<TenantClockwork>().AddHostedService(provider => ActivatorUtilities.CreateInstance<ClusterStart>(provider, [startedByHost]));

    /// <summary>Logs of a process: to standard error, the libraries' from warnings on.</summary>
    public static void AddConsoleLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

        // Standard output is for answers, so that a command's output can be piped.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);

        // Its first look measures from the boot of the machine and warns at every start.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // Keys in a directory of the user's own are as safe as the databases beside them; the warning would stand in every first start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    private static IServiceCollection AddDataProtection(this IServiceCollection services, DataDirectory data)
    {
        services.AddDataProtection().SetApplicationName("AgentCluster").PersistKeysToFileSystem(new DirectoryInfo(data.KeysFolder));
        return services;
    }

    /// <summary>Where heads of the execution log are signed unless the configuration says so.</summary>
    private static IServiceCollection AddEmbeddedAudit(this IServiceCollection services, DataDirectory data)
    {
        services.AddOptions<AuditOptions>().PostConfigure(options =>
        {
            if (options is { Directory: null, Key: null })
            {
                (options.Directory, options.Key) = (data.AuditFolder, AuditKey.ReadOrMake(data));
            }
        });
        return services;
    }

    /// <summary>Sources and limits of execution as configured.</summary>
    public static IServiceCollection AddConfiguredSources(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExecutionOptions>().BindConfiguration(ExecutionOptions.SectionName);
        services.AddOptions<SourcesOptions>().Configure(options => configuration.GetSection(SourcesOptions.SectionName).Bind(options.Sources));
        return services;
    }

    /// <summary>The default source where the configuration names none, and what is never a source.</summary>
    public static IServiceCollection AddEmbeddedSources(this IServiceCollection services, DataDirectory data, string? defaultSource)
    {
        services.AddOptions<SourcesOptions>().Configure(options =>
        {
            if (defaultSource is not null)
            {
                // The sample company is there to be acted on; a file of somebody's own is theirs to open.
                options.Sources[SourceKey.DefaultSource] = new ConfiguredSource { Provider = SourceProvider.Sqlite, ConnectionString = defaultSource, Writable = defaultSource == data.SampleFile };
            }

            foreach (var file in new[] { data.PlatformFile, data.OrleansFile })
            {
                options.ForbiddenPaths.Add(file);
            }
        });
        return services;
    }
}
