using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>Registers webhooks.</summary>
internal static class WebhookRegistration
{
    /// <summary>Adds them; the guard of outgoing addresses and data protection must be registered.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookStore>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<WebhookClient>()
        .AddSingleton<IDueWork, WebhookSender>();
}
