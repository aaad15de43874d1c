using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local;
using AgentCluster.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Reasoning;

/// <summary>Registers the slice.</summary>
public static class ReasoningRegistration
{
    /// <summary>Adds the reasoner, and the built-in planner as the model unless another <see cref="IChatClient"/> is registered before.</summary>
    /// <param name="services">The host's services; execution and discovery must be added too.</param>
    public static IServiceCollection AddReasoning(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LexiconCache>();
        services.TryAddSingleton(provider => new Planner(provider.GetRequiredService<LexiconCache>(), WordVectors.Shared, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IChatClient>(provider => new LocalChatClient(provider.GetRequiredService<Planner>()));
        services.TryAddSingleton(provider => new FollowUps(
            provider.GetRequiredService<CatalogCache>(),
            provider.GetRequiredService<Memories>(),
            provider.GetRequiredService<LexiconCache>(),
            WordVectors.Shared,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new ToolShelf(
            (tenant, cancellationToken) => provider.GetRequiredService<IGrainFactory>().GetGrain<IToolsGrain>(tenant).ListAsync(cancellationToken),
            (tenant, call, cancellationToken) => provider.GetRequiredService<IGrainFactory>().GetGrain<IToolsGrain>(tenant).InvokeAsync(call, cancellationToken),
            provider.GetRequiredService<AgentRoster>().Profiles,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new Reasoner(
            provider.GetRequiredService<IChatClient>(),
            provider.GetRequiredService<CatalogCache>().GetAsync,
            provider.GetRequiredService<SafeExecutor>().ReadAsync,
            provider.GetRequiredService<ToolShelf>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Reasoner>>()));
        services.TryAddSingleton(provider => new ActionNeeds(
            provider.GetRequiredService<Planner>(), provider.GetRequiredService<CatalogCache>().GetAsync, provider.GetRequiredService<ToolShelf>()));
        services.TryAddSingleton(provider => new QuestionMask(
            provider.GetRequiredService<LexiconCache>(), provider.GetRequiredService<CatalogCache>().GetAsync, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new WordLearner(
            new WordStudy(provider.GetRequiredService<Planner>(), provider.GetRequiredService<LexiconCache>()),
            provider.GetRequiredService<CatalogCache>().GetAsync,
            provider.GetRequiredService<SafeExecutor>().ReadAsync));
        return services;
    }
}
