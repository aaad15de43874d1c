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

    // A receiver that is away is not tried with everything that waits for it; one that cannot take a certain message gets the others.
    private static readonly TimeSpan MostForOthers = Pauses[1];

    public string Name => "webhooks";

    public async Task<Func<Task>?> ClaimAsync(string tenant, CancellationToken cancellationToken) =>
        await deliveries.ClaimAsync(tenant, 2 * WebhookClient.Longest, cancellationToken) is { } delivery ? () => SendAsync(tenant, delivery) : null;

    public Task<DateTimeOffset?> NextDueAsync(string tenant, CancellationToken cancellationToken) => deliveries.NextDueAsync(tenant, cancellationToken);

    private async Task SendAsync(string tenant, WebhookDelivery delivery)
    {
        var webhook = await webhooks.FindAsync(tenant, delivery.Webhook, CancellationToken.None);
        var (status, reason) = webhook switch
        {
            null or { Disabled: not null } => (null, "The webhook is told nothing at present."),
            { Secret: null } => (null, "The webhook's secret cannot be read: the data-protection keys are not those it was written with. Put the webhook again."),
            _ => await client.PostAsync(webhook, delivery),
        };
        if (status is { } taken && (int)taken is >= 200 and < 300)
        {
            await deliveries.SettleAsync(tenant, delivery, "delivered", time.GetUtcNow(), null);
            return;
        }

        // A late answer of the address before says nothing about the one that there is now.
        var ends = (status == HttpStatusCode.Gone && await webhooks.DisableAsync(tenant, webhook!, "It answered 410: gone.")) || delivery.Attempts > Pauses.Length;
        var pause = ends ? TimeSpan.Zero : Backoff.Jittered(Pauses[delivery.Attempts - 1], delivery.Attempts, delivery.Id);
        await deliveries.PostponeAsync(tenant, delivery.Webhook, time.GetUtcNow() + (pause < MostForOthers ? pause : MostForOthers));
        await deliveries.SettleAsync(tenant, delivery, ends ? "failed" : "pending", time.GetUtcNow() + pause, reason ?? string.Create(CultureInfo.InvariantCulture, $"It answered {(int)status!}."));
    }
}
