using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>One memory as stored.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.MemoryItem")]
public sealed record MemoryItem
{
    /// <summary>Memory id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The agent it is private to, or null when the tenant shares it.</summary>
    [Id(1)]
    public string? Agent { get; init; }

    /// <summary>The source it is about, or null when it is about none.</summary>
    [Id(2)]
    public string? Source { get; init; }

    /// <summary>One of <see cref="MemoryKinds"/>.</summary>
    [Id(3)]
    public required string Kind { get; init; }

    /// <summary>What it is about (for an example the question, for a fact the catalog object), or null.</summary>
    [Id(4)]
    public string? Subject { get; init; }

    /// <summary>The content in words; for an example the statement.</summary>
    [Id(5)]
    public required string Content { get; init; }

    /// <summary>Further fields by name.</summary>
    [Id(6)]
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where its content comes from.</summary>
    [Id(7)]
    public MemoryTrust Trust { get; init; }

    /// <summary>Whether it may be recalled.</summary>
    [Id(8)]
    public MemoryStatus Status { get; init; }

    /// <summary>How much it matters, 0 to 1.</summary>
    [Id(9)]
    public double Importance { get; init; }

    /// <summary>How sure it is, 0 to 1.</summary>
    [Id(10)]
    public double Confidence { get; init; }

    /// <summary>How often people confirmed it; that a run came to the same again is no confirmation.</summary>
    [Id(11)]
    public int Confirmations { get; init; }

    /// <summary>How often people called it wrong.</summary>
    [Id(12)]
    public int Refutations { get; init; }

    /// <summary>How often answers rested on it.</summary>
    [Id(13)]
    public int UseCount { get; init; }

    /// <summary>When an answer last rested on it, or null.</summary>
    [Id(14)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>From when its content holds.</summary>
    [Id(15)]
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when its content held, or null while it holds.</summary>
    [Id(16)]
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>When it was written.</summary>
    [Id(17)]
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The memory that took its place, or null.</summary>
    [Id(18)]
    public string? SupersededBy { get; init; }

    /// <summary>Where it comes from: <c>discovery</c>, <c>interaction:id</c>, <c>api</c>, ...</summary>
    [Id(19)]
    public string Provenance { get; init; } = "";

    /// <summary>What it rests on in the catalog.</summary>
    [Id(20)]
    public ImmutableArray<MemoryDependency> DependsOn { get; init; } = [];

    /// <summary>Whether people called it wrong more often than right. It stays, so that the same mistake is not made again.</summary>
    public bool IsRefuted => Refutations > Confirmations;
}
