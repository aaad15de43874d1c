using AgentCluster.Memory;

namespace AgentCluster.Client.Http.Resources;

/// <summary>One memory.</summary>
internal sealed record MemoryResource
{
    /// <summary>Memory id.</summary>
    public required string Id { get; init; }

    /// <summary>The agent it is private to, or null when the tenant shares it.</summary>
    public string? Agent { get; init; }

    /// <summary>The source it is about, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Kind of memory.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The content; for an example the statement.</summary>
    public required string Content { get; init; }

    /// <summary>How well it fits the query; null when nothing was asked for.</summary>
    public double? Score { get; init; }

    /// <summary>What spoke for it, when an explanation was asked for.</summary>
    public MemorySignals? Signals { get; init; }

    /// <summary>Whether it may be recalled.</summary>
    public required MemoryStatus Status { get; init; }

    /// <summary>From when it holds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when it held, or null while it holds.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Provenance { get; init; }

    /// <summary>Catalog objects it rests on.</summary>
    public required ImmutableArray<MemoryDependency> DependsOn { get; init; }

    /// <summary>Where its content comes from, as a degree of trust.</summary>
    public required MemoryTrust Trust { get; init; }

    /// <summary>How much it matters, 0 to 1.</summary>
    public required double Importance { get; init; }

    /// <summary>How sure it is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>How often it was confirmed.</summary>
    public required int Confirmations { get; init; }

    /// <summary>How often it was called wrong.</summary>
    public required int Refutations { get; init; }

    /// <summary>How often answers rested on it.</summary>
    public required int UseCount { get; init; }

    /// <summary>When an answer last rested on it, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The memory that took its place, or null.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Further fields by name.</summary>
    public required ImmutableDictionary<string, string> Metadata { get; init; }

    /// <summary>Maps a memory.</summary>
    public static MemoryResource From(MemoryItem item) => new()
    {
        Id = item.Id,
        Agent = item.Agent,
        Source = item.Source,
        Kind = item.Kind,
        Subject = item.Subject,
        Content = item.Content,
        Status = item.Status,
        ValidFrom = item.ValidFrom,
        ValidTo = item.ValidTo,
        RecordedAt = item.RecordedAt,
        Provenance = item.Provenance,
        DependsOn = item.DependsOn,
        Trust = item.Trust,
        Importance = item.Importance,
        Confidence = item.Confidence,
        Confirmations = item.Confirmations,
        Refutations = item.Refutations,
        UseCount = item.UseCount,
        LastUsedAt = item.LastUsedAt,
        SupersededBy = item.SupersededBy,
        Metadata = item.Metadata,
    };

    /// <summary>Maps a recalled memory.</summary>
    public static MemoryResource From(RecalledMemory recalled, bool explain) =>
        From(recalled.Item) with { Score = recalled.Score, Signals = explain ? recalled.Signals : null };
}
