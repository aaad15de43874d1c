using System.Collections.Immutable;

namespace AgentCluster.Execution.Audit;

/// <summary>One step of an action, for the execution log. Arguments, reasons and errors are redacted before they are written.</summary>
public sealed record LogEntry
{
    /// <summary>Tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required AuditEvent Event { get; init; }

    /// <summary>Who did it: id of a key, <c>local</c>, an agent, or <c>system</c>.</summary>
    public required string By { get; init; }

    /// <summary>The action, or null for what concerns none.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Question in whose course it happened, or null.</summary>
    public string? InteractionId { get; init; }

    /// <summary>Request for a human's decision, or null.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Agent, or <c>api</c>.</summary>
    public string? Agent { get; init; }

    /// <summary>Tool.</summary>
    public string? Tool { get; init; }

    /// <summary>Source.</summary>
    public string? Source { get; init; }

    /// <summary>What the engine said, or null.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What the policy said, or null.</summary>
    public Risk? Risk { get; init; }

    /// <summary>Where the action stands after it, or null.</summary>
    public ExecutionStatus? Status { get; init; }

    /// <summary>Rows changed or returned, or null.</summary>
    public long? Rows { get; init; }

    /// <summary>How long it took, or null.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Why, one sentence each.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What went wrong, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Arguments as they were given, a JSON object, or null.</summary>
    public string? Arguments { get; init; }

    /// <summary>The statement as it is, or null; only its digest is kept.</summary>
    public string? Sql { get; init; }
}
