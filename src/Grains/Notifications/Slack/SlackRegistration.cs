using AgentCluster.Notifications.Callbacks;
using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Slack;

/// <summary>Registers Slack.</summary>
internal static class SlackRegistration
{
    /// <summary>Adds the channel and what takes its clicks.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services)
    {
        services.AddOptions<SlackOptions>().BindConfiguration(SlackOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        return services
            .AddSingleton<SlackClient>()
            .AddSingleton<ICardChannel, SlackChannel>()
            .AddSingleton<ICallbackReceiver, SlackCallbacks>();
    }
}
