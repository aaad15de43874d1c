using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>Which memories to recall or list.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.MemoryQuery")]
public sealed record MemoryQuery
{
    /// <summary>Text to recall by, or null to list the newest first.</summary>
    [Id(0)]
    public string? Text { get; init; }

    /// <summary>Recall as this agent: the tenant's shared memories and its own. Null: shared ones only, unless <see cref="AllAgents"/>.</summary>
    [Id(1)]
    public string? Agent { get; init; }

    /// <summary>Look into every agent's private memories too; only for people who run the cluster, never for recall by an agent.</summary>
    [Id(2)]
    public bool AllAgents { get; init; }

    /// <summary>Only about this source (or about none), or null for all.</summary>
    [Id(3)]
    public string? Source { get; init; }

    /// <summary>Only these kinds (<see cref="MemoryKinds"/>); empty for all.</summary>
    [Id(4)]
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Only with this status; null means active.</summary>
    [Id(5)]
    public MemoryStatus? Status { get; init; }

    /// <summary>Only those that held at this instant, or null for the present.</summary>
    [Id(6)]
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Most items, 1 to 200.</summary>
    [Id(7)]
    public int Limit { get; init; } = 10;

    /// <summary>Cursor of an earlier page (lists only), or null.</summary>
    [Id(8)]
    public string? Cursor { get; init; }
}
