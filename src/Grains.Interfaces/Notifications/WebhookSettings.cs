using System.Collections.Immutable;

namespace AgentCluster.Notifications;

/// <summary>What a webhook shall be.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Notifications.WebhookSettings")]
public sealed record WebhookSettings
{
    /// <summary>Takes a secret of our making in the place of the one that there is.</summary>
    public const string Generate = "generate";

    /// <summary>Address that is posted to, https.</summary>
    [Id(0)]
    public required string Url { get; init; }

    /// <summary>Events that it is told, such as <c>approval.requested</c>.</summary>
    [Id(1)]
    public required ImmutableArray<string> Events { get; init; }

    /// <summary><c>whsec_</c> and base64 of 24 to 64 bytes; <see cref="Generate"/>; null keeps the one that there is, and makes one for a new webhook.</summary>
    [Id(2)]
    public string? Secret { get; init; }
}
