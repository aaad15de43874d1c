using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Interactions;

/// <summary>Registers what runs questions.</summary>
public static class InteractionsRegistration
{
    /// <summary>Adds the interaction slice.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddInteractions(this IServiceCollection services) => services
        .AddSingleton<IInteractionStore, InteractionStore>()
        .AddSingleton<AskGate>()
        .AddSingleton<FeedbackGate>()
        .AddSingleton<InteractionRunner>();
}
