using AgentCluster.Client.Console;
using AgentCluster.Client.Rpc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scalar.AspNetCore;

namespace AgentCluster.Client;

/// <summary>The HTTP gateway: an Orleans client that any host with an <see cref="IGrainFactory"/> can serve.</summary>
public static class Gateway
{
    private const string ReferencePolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Adds what the gateway needs beside the <see cref="IGrainFactory"/>, which a co-hosted silo or an Orleans client brings. It must be
    /// called after that: the addresses are checked once the cluster is reached.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="urls">Every address that the host listens on.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, params IReadOnlyList<string> urls)
    {
        services.AddAuthentication(urls);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Readiness>();
        services.AddSingleton<ReadinessProbe>();
        services.AddRouting();
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();
        services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        services.AddAdmission();
        services.AddRpc();
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "AgentCluster";
                document.Info.Version = "v1";
                document.Info.Description = "Ask a business database in words. Errors are problem details (RFC 9457) with a stable code.";
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer<SecuritySchemes>();
            options.AddOperationTransformer<SecuritySchemes>();
            options.AddOperationTransformer<OperationTransformer>();
            options.AddSchemaTransformer<RowsSchemaTransformer>();
        });
        return services;
    }

    /// <summary>Adds authentication, the error mapping and every endpoint of this release.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseMiddleware<AuthenticationMiddleware>();
        app.UseMiddleware<AdmissionControl>();

        var api = app.MapGroup("");
        api.AddEndpointFilter<RefuseBadBodies>();
        AskEndpoints.Map(api);
        InteractionEndpoints.Map(api);
        AgentEndpoints.Map(api);
        MemoryEndpoints.Map(api);
        LearningEndpoints.Map(api);
        DiscoveryEndpoints.Map(api);
        SourceEndpoints.Map(api);
        SafetyEndpoints.Map(api);
        AuditEndpoints.Map(api);
        ApprovalEndpoints.Map(api);
        WebhookEndpoints.Map(api);
        ApproverEndpoints.Map(api);
        ExecutionEndpoints.Map(api);
        ToolEndpoints.Map(api);
        TenantEndpoints.Map(api);
        ApiKeyEndpoints.Map(api);
        CallbackEndpoints.Map(api);
        HealthEndpoints.Map(api);
        RpcEndpoints.Map(app);

        app.MapOpenApi().AllowAnyone();
        MapReference(app);
        ConsolePage.Map(app);
        return app;
    }

    private static void MapReference(WebApplication app)
    {
        var reference = app.MapGroup("").AllowAnyone();
        reference.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = ReferencePolicy;
            return next(context);
        });
        reference.MapScalarApiReference(options => options
            .WithTitle("AgentCluster API")
            .DisableDefaultFonts()
            .DisableTelemetry());
    }
}
