using System.Collections.Immutable;

namespace AgentCluster.Notifications;

/// <summary>What the person behind a mailed link is shown: the card as it stands now, text only.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Notifications.LinkCard")]
public sealed record LinkCard
{
    /// <summary>What it is about, one plain sentence.</summary>
    [Id(0)]
    public required string Title { get; init; }

    /// <summary>Where it stands, one plain sentence.</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Its lines, in order.</summary>
    [Id(2)]
    public required ImmutableArray<LinkFact> Facts { get; init; }

    /// <summary>The statement or the message in full, or null.</summary>
    [Id(3)]
    public string? Detail { get; init; }

    /// <summary>Whether a decision can be given.</summary>
    [Id(4)]
    public required bool IsOpen { get; init; }

    /// <summary>What the decision has to carry: the hash of what is shown.</summary>
    [Id(5)]
    public string? Hash { get; init; }

    /// <summary>Why the decision that was just given does not count, or null.</summary>
    [Id(6)]
    public string? Refusal { get; init; }
}
