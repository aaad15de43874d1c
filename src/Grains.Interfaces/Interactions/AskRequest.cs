namespace AgentCluster.Interactions;

/// <summary>A question to the cluster.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.AskRequest")]
public sealed record AskRequest
{
    /// <summary>The question: 1 to 4,000 characters of text, or one SQL statement of at most 64 KB that reads.</summary>
    [Id(0)]
    public required string Question { get; init; }

    /// <summary>The agent addressed, or null to have one picked.</summary>
    [Id(1)]
    public string? Agent { get; init; }

    /// <summary>Conversation the question belongs to, or null.</summary>
    [Id(2)]
    public string? ConversationId { get; init; }

    /// <summary>Name of the source asked about.</summary>
    [Id(3)]
    public string Source { get; init; } = "default";

    /// <summary>IANA time zone of the asker, or null for UTC.</summary>
    [Id(4)]
    public string? TimeZone { get; init; }

    /// <summary>How many agents asked one another for it; 0 for a person's question. Nesting is bounded.</summary>
    [Id(5)]
    public int Depth { get; init; }

    /// <summary>Who asks: id of a key, or <c>local</c>.</summary>
    [Id(6)]
    public required string AskedBy { get; init; }

    /// <summary>Whether who asks has read text that nobody vouches for: the question may be of its author's making.</summary>
    [Id(7)]
    public bool Untrusted { get; init; }
}
