using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>One sealed row of the execution log, as it is written.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.AuditRecord")]
public sealed record AuditRecord
{
    /// <summary>Its number in the tenant's chain, from 1 without a gap.</summary>
    [Id(0)]
    public required long Seq { get; init; }

    /// <summary>When it happened.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened: a name of <see cref="AuditEvent"/> in camelCase.</summary>
    [Id(2)]
    public required string Event { get; init; }

    /// <summary>Who did it.</summary>
    [Id(3)]
    public required string By { get; init; }

    /// <summary>The action, or null.</summary>
    [Id(4)]
    public string? ExecutionId { get; init; }

    /// <summary>Question in whose course it happened, or null.</summary>
    [Id(5)]
    public string? InteractionId { get; init; }

    /// <summary>Request for a human's decision, or null.</summary>
    [Id(6)]
    public string? ApprovalId { get; init; }

    /// <summary>Agent, or null.</summary>
    [Id(7)]
    public string? Agent { get; init; }

    /// <summary>Tool, or null.</summary>
    [Id(8)]
    public string? Tool { get; init; }

    /// <summary>Source, or null.</summary>
    [Id(9)]
    public string? Source { get; init; }

    /// <summary>What the engine said, or null.</summary>
    [Id(10)]
    public string? Verdict { get; init; }

    /// <summary>What the policy said, or null.</summary>
    [Id(11)]
    public string? Risk { get; init; }

    /// <summary>Where the action stood after it, or null.</summary>
    [Id(12)]
    public string? Status { get; init; }

    /// <summary>Rows changed or returned, or null.</summary>
    [Id(13)]
    public long? Rows { get; init; }

    /// <summary>How long it took, milliseconds, or null.</summary>
    [Id(14)]
    public double? DurationMs { get; init; }

    /// <summary>Why, one sentence each.</summary>
    [Id(15)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What went wrong, or null.</summary>
    [Id(16)]
    public string? Error { get; init; }

    /// <summary>Arguments as JSON, secrets redacted, or null.</summary>
    [Id(17)]
    public string? Arguments { get; init; }

    /// <summary>SHA-256 in hex over tool, arguments and statement as they were, or null.</summary>
    [Id(18)]
    public string? Digest { get; init; }

    /// <summary>SHA-256 in hex over the hash of the row before and this row.</summary>
    [Id(19)]
    public required string Hash { get; init; }
}
