using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
namespace AgentCluster.Client;
public static class Gateway { public static IServiceCollection AddGateway(this IServiceCollection s) => s.AddRouting(); public static WebApplication MapGateway(this WebApplication a) => a; }
