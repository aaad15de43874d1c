using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentCluster.Client.Rpc;

/// <summary>gRPC: package <c>agentcluster.v1</c>, server reflection and <c>grpc.health.v1</c>.</summary>
internal static class RpcEndpoints
{
    // As much as a JSON body may have.
    private const int MaxRequestBytes = 256 * 1024;

    /// <summary>Adds what the services need.</summary>
    public static IServiceCollection AddRpc(this IServiceCollection services)
    {
        services.AddSingleton<RpcOnce>();

        // A call that was refused, or a process that is not ready yet, is its caller's to know.
        services.AddLogging(logging => logging.AddFilter("Grpc", LogLevel.Warning).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaxRequestBytes;
            options.Interceptors.Add<RpcFaults>();

            // The library's own answer to unknown services would stand in the way of HTTP's 405.
            options.IgnoreUnknownServices = true;
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks(options => options.Services.Map("agentcluster.v1", _ => true)).AddCheck<ReadinessCheck>("ready");

        // A watcher learns of a change within this time.
        services.Configure<HealthCheckPublisherOptions>(options => options.Period = TimeSpan.FromSeconds(5));
        return services;
    }

    /// <summary>Adds the services.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map<AskService>(routes, Roles.Ask);
        Map<InteractionService>(routes, Roles.Ask);
        Map<AgentService>(routes, Roles.Ask | Roles.Operate);
        Map<DiscoveryService>(routes, Roles.Ask | Roles.Operate);
        routes.MapGrpcHealthChecksService().AllowAnyone();
        routes.MapGrpcReflectionService().RequireRole(Roles.All).WaitsForCluster();
    }

    // Before what a method says of itself, so that that stands.
    private static void Map<T>(IEndpointRouteBuilder routes, Roles roles)
        where T : class =>
        routes.MapGrpcService<T>().Add(endpoint => endpoint.Metadata.Insert(0, new RequireRoleAttribute(roles)));
}
