namespace AgentCluster.Notifications.Webhooks;

/// <summary>An event on its way to one webhook.</summary>
/// <param name="Id">Its id, the same at every attempt: receivers tell repetitions by it.</param>
/// <param name="Webhook">Name of the webhook.</param>
/// <param name="Body">The message, JSON, the same at every attempt.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="DueAt">When its sender is taken for dead.</param>
internal sealed record WebhookDelivery(string Id, string Webhook, string Body, int Attempts, DateTimeOffset DueAt);
