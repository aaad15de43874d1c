using System.Collections.Immutable;

namespace AgentCluster.Notifications;

/// <summary>A webhook.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Notifications.WebhookView")]
public sealed record WebhookView
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Address that is posted to.</summary>
    [Id(1)]
    public required string Url { get; init; }

    /// <summary>Events that it is told.</summary>
    [Id(2)]
    public required ImmutableArray<string> Events { get; init; }

    /// <summary>Why it is told nothing any more, or null; putting it again opens it.</summary>
    [Id(3)]
    public string? Disabled { get; init; }

    /// <summary>When it was put.</summary>
    [Id(4)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The secret that messages are signed with: only in the answer that makes or changes it.</summary>
    [Id(5)]
    public string? Secret { get; init; }
}
