namespace AgentCluster.Interactions;

/// <summary>Which interactions to list, newest first.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Interactions.InteractionQuery")]
public sealed record InteractionQuery
{
    /// <summary>Only this agent's, or null.</summary>
    [Id(0)]
    public string? Agent { get; init; }

    /// <summary>Only this conversation's, or null.</summary>
    [Id(1)]
    public string? ConversationId { get; init; }

    /// <summary>Only with this status, or null.</summary>
    [Id(2)]
    public InteractionStatus? Status { get; init; }

    /// <summary>Only those accepted at or after this instant, or null.</summary>
    [Id(3)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Most items, 1 to 200.</summary>
    [Id(4)]
    public int Limit { get; init; } = 50;

    /// <summary>Cursor of an earlier page, or null.</summary>
    [Id(5)]
    public string? Cursor { get; init; }
}
