using AgentCluster.Agents;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What the learning middleware would hand to reasoning for a question.</summary>
internal sealed record ContextResource
{
    /// <summary>Agent that would answer.</summary>
    public required string Agent { get; init; }

    /// <summary>Why that agent, when none was named.</summary>
    public string? RoutingReason { get; init; }

    /// <summary>Instructions handed to a language model.</summary>
    public required string Instructions { get; init; }

    /// <summary>Recalled memories, best first, with what spoke for them.</summary>
    public required IReadOnlyList<MemoryResource> Memories { get; init; }

    /// <summary>The tables that matter most, one line each.</summary>
    public required ImmutableArray<string> Catalog { get; init; }

    /// <summary>Maps a context.</summary>
    public static ContextResource From(AgentContext context, string? routingReason) => new()
    {
        Agent = context.Profile.Id,
        RoutingReason = routingReason,
        Instructions = context.Profile.Instructions,
        Memories = [.. context.Memories.Select(memory => MemoryResource.From(memory, explain: true))],
        Catalog = context.CatalogExcerpt,
    };
}
