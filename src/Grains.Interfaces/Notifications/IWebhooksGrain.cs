using System.Collections.Immutable;

namespace AgentCluster.Notifications;

/// <summary>The webhooks of a tenant; singleton, grain key is the tenant. Messages are Standard Webhooks 1.0 (https://www.standardwebhooks.com).</summary>
[Alias("AgentCluster.Notifications.IWebhooksGrain")]
public interface IWebhooksGrain : IGrainWithStringKey
{
    /// <summary>Every webhook, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Repeatable, Alias("ListAsync")]
    Task<ImmutableArray<WebhookView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One webhook.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The webhook, or <c>unknownWebhook</c>.</returns>
    [Repeatable, Alias("GetAsync")]
    Task<Outcome<WebhookView>> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a webhook; durable when it returns. A secret that is replaced signs as well for another 24 hours.</summary>
    /// <param name="name">1 to 64 characters of <c>[a-z0-9-_]</c>.</param>
    /// <param name="settings">What it shall be.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The webhook, with its secret if that is new; or <c>forbiddenAddress</c>, <c>unknownEvent</c>, <c>invalidSecret</c>, <c>tooManyWebhooks</c>.</returns>
    [Alias("PutAsync")]
    Task<Outcome<WebhookView>> PutAsync(string name, WebhookSettings settings, CancellationToken cancellationToken = default);

    /// <summary>Removes a webhook, and what it was not yet told.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What it was, or <c>unknownWebhook</c>.</returns>
    [Alias("DeleteAsync")]
    Task<Outcome<WebhookView>> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
