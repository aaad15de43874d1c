using System.Collections.Immutable;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>The webhooks of one tenant; being a singleton it puts changes in an order.</summary>
internal sealed class WebhooksGrain(WebhookStore store, OutgoingAddresses addresses, IEnumerable<ICardTopic> topics, TimeProvider time) : Grain, IWebhooksGrain
{
    private const int MostWebhooks = 20;

    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private string Tenant => this.GetPrimaryKeyString();

    public async Task<ImmutableArray<WebhookView>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(Tenant, cancellationToken)).Select(webhook => webhook.ToView())];

    public async Task<Outcome<WebhookView>> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await store.FindAsync(Tenant, name, cancellationToken) is { } webhook ? webhook.ToView() : Unknown();

    public async Task<Outcome<WebhookView>> PutAsync(string name, WebhookSettings settings, CancellationToken cancellationToken = default)
    {
        var known = await store.ListAsync(Tenant, cancellationToken);
        var before = known.FirstOrDefault(webhook => webhook.Name == name);
        var full = before is null && known.Length >= MostWebhooks ? Problem.Conflict("tooManyWebhooks", $"A tenant has at most {MostWebhooks} webhooks.") : null;
        if ((Refusal(settings) ?? full) is { } refusal)
        {
            return refusal;
        }

        var secret = settings.Secret switch { WebhookSettings.Generate => WebhookSecrets.New(), null => before?.Secret ?? WebhookSecrets.New(), var given => given };
        var now = time.GetUtcNow();
        var isNew = secret != before?.Secret;
        var webhook = new Webhook(
            name, settings.Url, settings.Events, secret,
            isNew ? before?.Secret : before!.Previous, isNew ? (before?.Secret is null ? null : now + Overlap) : before!.PreviousUntil, null, now);
        await store.PutAsync(Tenant, webhook, cancellationToken);
        return webhook.ToView() with { Secret = isNew ? secret : null };
    }

    public async Task<Outcome<WebhookView>> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var webhook = await GetAsync(name, cancellationToken);
        if (webhook.Succeeded)
        {
            await store.DeleteAsync(Tenant, name, cancellationToken);
        }

        return webhook;
    }

    private Problem? Refusal(WebhookSettings settings)
    {
        var events = topics.SelectMany(topic => topic.Events).ToList();
        return addresses.Check(settings.Url).Problem
            ?? (settings.Events.FirstOrDefault(told => !events.Contains(told)) is { } unknown
                ? Problem.Invalid("events", $"There is no event '{unknown}': there are {string.Join(", ", events)}.", "unknownEvent")
                : settings.Secret is { } secret and not WebhookSettings.Generate && WebhookSecrets.Read(secret) is null
                    ? Problem.Invalid("secret", $"A secret is 'whsec_' and base64 of 24 to 64 bytes, or '{WebhookSettings.Generate}' for a new one of ours.", "invalidSecret")
                    : null);
    }

    private static Problem Unknown() => Problem.NotFound("unknownWebhook", "There is no webhook of this name; GET /v1/webhooks lists them.", "name");
}
