using AgentCluster.Agents;
using AgentCluster.Memory;

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

    /// <summary>The same tables with what spoke for them: words of their names, and meaning.</summary>
    public required ImmutableArray<ConsideredTable> Tables { get; init; }

    /// <summary>Learned synonyms among the memories: a word of the askers, and what it stands for.</summary>
    public required IReadOnlyList<SynonymResource> Synonyms { get; init; }

    /// <summary>Patterns among the memories, one sentence each: of the data, and of what is asked.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>The memories that would have come next but for the limits, best first.</summary>
    public required IReadOnlyList<MemoryResource> LeftOut { get; init; }

    /// <summary>Maps a context.</summary>
    public static ContextResource From(AgentContext context, string? routingReason) => new()
    {
        Agent = context.Profile.Id,
        RoutingReason = routingReason,
        Instructions = context.Profile.Instructions,
        Memories = [.. context.Memories.Select(memory => MemoryResource.From(memory, explain: true))],
        Catalog = context.CatalogExcerpt,
        Tables = context.Tables,
        Synonyms = [.. Items(context, MemoryKinds.Synonym).Select(item => new SynonymResource(item.Subject ?? "", item.Content))],
        Patterns = [.. Items(context, MemoryKinds.DataPattern, MemoryKinds.Insight).Select(item => item.Content)],
        LeftOut = [.. context.LeftOut.Select(memory => MemoryResource.From(memory, explain: true))],
    };

    private static IEnumerable<MemoryItem> Items(AgentContext context, params ReadOnlySpan<string> kinds)
    {
        var wanted = kinds.ToArray();
        return context.Memories.Select(memory => memory.Item).Where(item => wanted.Contains(item.Kind));
    }
}
