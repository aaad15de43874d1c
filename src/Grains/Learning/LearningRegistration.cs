using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Learning;

/// <summary>Registers learning.</summary>
public static class LearningRegistration
{
    /// <summary>Adds the learning slice.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddLearning(this IServiceCollection services)
    {
        services.AddOptions<LearningOptions>().BindConfiguration(LearningOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<TableFinder>()
            .AddSingleton<ContextBuilder>()
            .AddSingleton<StatementDependencies>()
            .AddSingleton<SynonymLearner>()
            .AddSingleton<InteractionLearner>()
            .AddSingleton<Teacher>()
            .AddSingleton<StaleReview>()
            .AddSingleton<PatternMiner>()
            .AddSingleton<LearningRun>();
    }
}
