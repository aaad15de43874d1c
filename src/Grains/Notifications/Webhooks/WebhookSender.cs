using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>Delivers events to webhooks, each until it is taken or was tried often enough.</summary>
internal sealed class WebhookSender(DeliveryStore deliveries, WebhookStore webhooks, WebhookClient client, TimeProvider time) : IDueWork
{
    /// <summary>Pauses after each attempt but the last, as Standard Webhooks recommends: more than three days in all.</summary>
    public static readonly ImmutableArray<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public string Name => "webhooks";

    public async Task<Func<Task>?> ClaimAsync(string tenant, CancellationToken cancellationToken) =>
        await deliveries.ClaimAsync(tenant, 2 * WebhookClient.Longest, cancellationToken) is { } delivery ? () => SendAsync(tenant, delivery) : null;

    public Task<DateTimeOffset?> NextDueAsync(string tenant, CancellationToken cancellationToken) => deliveries.NextDueAsync(tenant, cancellationToken);

    private async Task SendAsync(string tenant, WebhookDelivery delivery)
    {
        var (status, reason) = await PostAsync(tenant, delivery);
        if (status is { } taken && (int)taken is >= 200 and < 300)
        {
            await deliveries.SettleAsync(tenant, delivery, "delivered", time.GetUtcNow(), null);
            return;
        }

        if (status == HttpStatusCode.Gone)
        {
            await webhooks.DisableAsync(tenant, delivery.Webhook, "It answered 410: gone.");
        }

        var ends = status == HttpStatusCode.Gone || delivery.Attempts > Pauses.Length;
        var pause = ends ? TimeSpan.Zero : Backoff.Jittered(Pauses[delivery.Attempts - 1], delivery.Attempts, delivery.Id);
        await deliveries.SettleAsync(tenant, delivery, ends ? "failed" : "pending", time.GetUtcNow() + pause, reason ?? string.Create(CultureInfo.InvariantCulture, $"It answered {(int)status!}."));
    }

    /// <summary>Posts it, to a webhook that still is there and whose secret can be read.</summary>
    private async Task<(HttpStatusCode? Status, string? Error)> PostAsync(string tenant, WebhookDelivery delivery)
    {
        try
        {
            return await webhooks.FindAsync(tenant, delivery.Webhook, CancellationToken.None) is { Disabled: null } webhook
                ? await client.PostAsync(webhook, delivery)
                : (null, "The webhook is told nothing at present.");
        }
        catch (AgentClusterException unreadable)
        {
            return (null, unreadable.Message);
        }
    }
}
