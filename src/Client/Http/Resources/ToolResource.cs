using AgentCluster.Tools;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A tool.</summary>
internal sealed record ToolResource
{
    /// <summary>Lower-case words joined by underscores.</summary>
    public required string Name { get; init; }

    /// <summary>The version described.</summary>
    public required int Version { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ToolKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required ToolState State { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>JSON Schema (draft 2020-12) of its arguments.</summary>
    public required SchemaJson Schema { get; init; }

    /// <summary>Agents that may call it.</summary>
    public required ImmutableArray<string> Agents { get; init; }

    /// <summary>Whether it may change or send anything.</summary>
    public required bool Changes { get; init; }

    /// <summary>How it fares.</summary>
    public required ToolStatisticsResource Statistics { get; init; }

    /// <summary>Why it may not be called any more, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Who proposed it; null for a built-in one.</summary>
    public string? Author { get; init; }

    /// <summary>When it was proposed; null for a built-in one.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What stands behind it: statement or steps, or the mapping of a typed tool; or null.</summary>
    public SchemaJson? Definition { get; init; }

    /// <summary>Maps a tool.</summary>
    public static ToolResource From(ToolView view) => new()
    {
        Name = view.Name,
        Version = view.Version,
        Kind = view.Kind,
        State = view.State,
        Description = view.Description,
        Schema = new(view.Schema),
        Agents = view.Agents,
        Changes = view.Changes,
        Statistics = new(view.Calls, view.Failures, view.MeanDurationMs, view.LastUsedAt),
        Reason = view.Reason,
        Author = view.Author,
        CreatedAt = view.CreatedAt,
        Definition = view.Definition is { } definition ? new(definition) : null,
    };
}
