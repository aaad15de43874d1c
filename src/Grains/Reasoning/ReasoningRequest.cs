using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;

namespace AgentCluster.Reasoning;

/// <summary>A question with everything reasoning needs.</summary>
public sealed record ReasoningRequest
{
    /// <summary>Tenant and source asked about.</summary>
    public required SourceKey Source { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>What the question means by itself when it leans on an earlier turn, or null when it stands by itself.</summary>
    public StandaloneQuestion? Standalone { get; init; }

    /// <summary>What the learning middleware found for it.</summary>
    public required AgentContext Context { get; init; }

    /// <summary>The asker's IANA time zone, or null for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Interaction in whose course it is asked; null where nothing may be changed or sent.</summary>
    public string? InteractionId { get; init; }

    /// <summary>Who asks: id of a key, or <c>local</c>.</summary>
    public string AskedBy { get; init; } = "local";

    /// <summary>Whether the question may be of the making of an author whom nobody vouches for.</summary>
    public bool Untrusted { get; init; }

    /// <summary>How many agents asked one another for it; 0 for a person's question.</summary>
    public int Depth { get; init; }

    /// <summary>Earlier turns of the conversation, oldest first.</summary>
    public ImmutableArray<ConversationTurn> Conversation { get; init; } = [];
}
