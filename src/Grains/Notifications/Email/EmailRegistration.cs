using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Email;

/// <summary>Registers cards by mail.</summary>
internal static class EmailRegistration
{
    /// <summary>Adds the channel and what its links lead to; mail and data protection must be registered.</summary>
    public static IServiceCollection AddCardMail(this IServiceCollection services)
    {
        services.AddOptions<PublicUrlOptions>().Configure<IConfiguration>((options, configuration) =>
            options.PublicUrl = configuration[PublicUrlOptions.Key] is { Length: > 0 } url ? new Uri(url, UriKind.RelativeOrAbsolute) : null).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PublicUrlOptions>, PublicUrlOptionsValidator>();
        return services
            .AddSingleton<MailLinks>()
            .AddSingleton<MailLinkDesk>()
            .AddSingleton<ICardChannel, EmailChannel>();
    }
}
