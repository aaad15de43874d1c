using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Notifications.Email;

/// <summary>Registers cards by mail.</summary>
internal static class EmailRegistration
{
    /// <summary>Adds the channel and what its links lead to; mail and data protection must be registered.</summary>
    public static IServiceCollection AddCardMail(this IServiceCollection services) => services
        .AddSingleton<MailLinks>()
        .AddSingleton<MailLinkDesk>()
        .AddSingleton<ICardChannel, EmailChannel>();
}
