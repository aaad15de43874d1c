using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>Something proposed to be remembered; the write gate decides.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Memory.MemoryDraft")]
public sealed record MemoryDraft
{
    /// <summary>The agent it shall be private to, or null to share it with the tenant.</summary>
    [Id(0)]
    public string? Agent { get; init; }

    /// <summary>The source it is about, or null.</summary>
    [Id(1)]
    public string? Source { get; init; }

    /// <summary>One of <see cref="MemoryKinds"/>.</summary>
    [Id(2)]
    public required string Kind { get; init; }

    /// <summary>What it is about, at most 4,000 characters, or null.</summary>
    [Id(3)]
    public string? Subject { get; init; }

    /// <summary>The content, 1 to 16,000 characters.</summary>
    [Id(4)]
    public required string Content { get; init; }

    /// <summary>Further fields by name.</summary>
    [Id(5)]
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where its content comes from.</summary>
    [Id(6)]
    public MemoryTrust Trust { get; init; } = MemoryTrust.Agent;

    /// <summary>How much it matters, 0 to 1.</summary>
    [Id(7)]
    public double Importance { get; init; } = 0.5;

    /// <summary>How sure it is, 0 to 1.</summary>
    [Id(8)]
    public double Confidence { get; init; } = 0.5;

    /// <summary>From when its content holds; null for the time of writing.</summary>
    [Id(9)]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(10)]
    public required string Provenance { get; init; }

    /// <summary>What it rests on in the catalog.</summary>
    [Id(11)]
    public ImmutableArray<MemoryDependency> DependsOn { get; init; } = [];

    /// <summary>
    /// When not null, at most one active memory of the same tenant, agent, source, kind and key exists: this one supersedes it
    /// if the content differs and is merged into it if not.
    /// </summary>
    [Id(12)]
    public string? UniqueKey { get; init; }
}
