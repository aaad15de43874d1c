using AgentCluster.Agents;

namespace AgentCluster.Client.Http.Resources;

/// <summary>An agent: profile, counters, what it did and learned lately.</summary>
internal sealed record AgentResource
{
    /// <summary>Agent id.</summary>
    public required string Id { get; init; }

    /// <summary>Short title.</summary>
    public required string Title { get; init; }

    /// <summary>What it works on.</summary>
    public required string Description { get; init; }

    /// <summary>Instructions handed to a language model.</summary>
    public required string Instructions { get; init; }

    /// <summary>Tools it was granted.</summary>
    public required ImmutableArray<string> Tools { get; init; }

    /// <summary>What SQL it may propose.</summary>
    public required SqlTier Tier { get; init; }

    /// <summary>Globs over the tables it knows best.</summary>
    public required ImmutableArray<string> Affinity { get; init; }

    /// <summary>Most rows one answer returns.</summary>
    public required int RowBudget { get; init; }

    /// <summary>Most model tokens one question may use.</summary>
    public required int TokenBudget { get; init; }

    /// <summary>What it has done since it was first asked.</summary>
    public required AgentCounters Counters { get; init; }

    /// <summary>When it last learned something, or null.</summary>
    public DateTimeOffset? LastLearnedAt { get; init; }

    /// <summary>Its latest questions, newest first.</summary>
    public ImmutableArray<string> RecentQuestions { get; init; } = [];

    /// <summary>What it learned lately, newest first; empty in lists.</summary>
    public IReadOnlyList<MemoryResource> Learned { get; init; } = [];

    /// <summary>Maps an agent.</summary>
    public static AgentResource From(AgentView view) => new()
    {
        Id = view.Profile.Id,
        Title = view.Profile.Title,
        Description = view.Profile.Description,
        Instructions = view.Profile.Instructions,
        Tools = view.Profile.Tools,
        Tier = view.Profile.Tier,
        Affinity = view.Profile.Affinity,
        RowBudget = view.Profile.RowBudget,
        TokenBudget = view.Profile.TokenBudget,
        Counters = view.Counters,
        LastLearnedAt = view.LastLearnedAt,
        RecentQuestions = view.RecentQuestions,
        Learned = [.. view.Learned.Select(MemoryResource.From)],
    };
}
