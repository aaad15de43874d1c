using AgentCluster.Notifications.Callbacks;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Email;
using AgentCluster.Notifications.Slack;
using AgentCluster.Notifications.Telegram;
using AgentCluster.Notifications.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications;

/// <summary>Registers the slice.</summary>
public static class NotificationsRegistration
{
    /// <summary>Adds the guard of outgoing addresses and what brings cards to people; the platform database and a <see cref="TimeProvider"/> must be registered.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<OutgoingOptions>().BindConfiguration(OutgoingOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutgoingOptions>, OutgoingOptionsValidator>();
        services.AddOptions<PublicOptions>().BindConfiguration(PublicOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PublicOptions>, PublicOptionsValidator>();
        return services
            .AddSingleton<OutgoingAddresses>()
            .AddSingleton<SubjectStore>()
            .AddSingleton<CardStore>()
            .AddSingleton<CardAnnouncer>()
            .AddSingleton<CardSender>()
            .AddSingleton<CallbackStore>()
            .AddSingleton<CardDecider>()
            .AddSlack()
            .AddTelegram()
            .AddCardMail()
            .AddWebhooks();
    }
}
