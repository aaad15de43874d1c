using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Agents;

/// <summary>Registers the agents.</summary>
public static class AgentsRegistration
{
    /// <summary>Adds the roster and the router's parts.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddOptions<AgentsOptions>().BindConfiguration(AgentsOptions.SectionName);
        return services.AddSingleton<AgentRoster>().AddSingleton<RoutingExperience>().AddSingleton<AgentRouter>();
    }
}
