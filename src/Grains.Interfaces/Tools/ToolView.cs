using System.Collections.Immutable;

namespace AgentCluster.Tools;

/// <summary>One tool as shown to people and agents.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Tools.ToolView")]
public sealed record ToolView
{
    /// <summary>Lower-case words joined by underscores.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The version described, from 1.</summary>
    [Id(1)]
    public required int Version { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(2)]
    public required ToolKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)]
    public required ToolState State { get; init; }

    /// <summary>What it does, for people and models.</summary>
    [Id(4)]
    public required string Description { get; init; }

    /// <summary>JSON Schema (draft 2020-12) of its arguments.</summary>
    [Id(5)]
    public required string Schema { get; init; }

    /// <summary>Agents that may call it.</summary>
    [Id(6)]
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary>Whether it may change or send anything.</summary>
    [Id(7)]
    public bool Changes { get; init; }

    /// <summary>How often it was called.</summary>
    [Id(8)]
    public long Calls { get; init; }

    /// <summary>How often it failed.</summary>
    [Id(9)]
    public long Failures { get; init; }

    /// <summary>How long it took on average, milliseconds.</summary>
    [Id(10)]
    public double MeanDurationMs { get; init; }

    /// <summary>When it was last called, or null.</summary>
    [Id(11)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Who proposed it, or null for a built-in one.</summary>
    [Id(12)]
    public string? Author { get; init; }

    /// <summary>When it was proposed, or null for a built-in one.</summary>
    [Id(13)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The statement or the steps as JSON, or null for a built-in one.</summary>
    [Id(14)]
    public string? Definition { get; init; }

    /// <summary>Why it may not be called any more, or null.</summary>
    [Id(15)]
    public string? Reason { get; init; }
}
