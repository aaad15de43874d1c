using AgentCluster.Notifications.Callbacks;
using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Registers Telegram.</summary>
internal static class TelegramRegistration
{
    /// <summary>Adds the channel and what takes its clicks.</summary>
    public static IServiceCollection AddTelegram(this IServiceCollection services)
    {
        services.AddOptions<TelegramOptions>().BindConfiguration(TelegramOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>();
        return services
            .AddSingleton<TelegramClients>()
            .AddSingleton<TelegramUpdates>()
            .AddSingleton<TelegramListener>()
            .AddSingleton<ICardChannel, TelegramChannel>()
            .AddSingleton<ICallbackReceiver, TelegramCallbacks>();
    }
}
