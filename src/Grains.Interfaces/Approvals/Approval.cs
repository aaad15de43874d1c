using System.Collections.Immutable;
using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>A request for a human's decision, with exactly what will be done.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Approvals.Approval")]
public sealed record Approval
{
    /// <summary>Request id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public required ApprovalStatus Status { get; init; }

    /// <summary>What would happen, one plain sentence.</summary>
    [Id(2)]
    public required string Summary { get; init; }

    /// <summary>Agent that asks, or <c>api</c>.</summary>
    [Id(3)]
    public required string Agent { get; init; }

    /// <summary>Tool.</summary>
    [Id(4)]
    public required string Tool { get; init; }

    /// <summary>Source.</summary>
    [Id(5)]
    public required string Source { get; init; }

    /// <summary>Arguments, a JSON object.</summary>
    [Id(6)]
    public required string Arguments { get; init; }

    /// <summary>The statement, or null.</summary>
    [Id(7)]
    public string? Sql { get; init; }

    /// <summary>What the policy said.</summary>
    [Id(8)]
    public required Risk Risk { get; init; }

    /// <summary>Why a human is asked, one sentence each.</summary>
    [Id(9)]
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What would change, or null where nothing can be told.</summary>
    [Id(10)]
    public Preview? Preview { get; init; }

    /// <summary>Who asked.</summary>
    [Id(11)]
    public required string RequestedBy { get; init; }

    /// <summary>Question it belongs to, or null.</summary>
    [Id(12)]
    public string? InteractionId { get; init; }

    /// <summary>SHA-256 in hex over everything that is approved; a decision has to carry it.</summary>
    [Id(13)]
    public required string Hash { get; init; }

    /// <summary>How many people have to approve.</summary>
    [Id(14)]
    public int Quorum { get; init; } = 1;

    /// <summary>Decisions so far.</summary>
    [Id(15)]
    public ImmutableArray<GivenDecision> Decisions { get; init; } = [];

    /// <summary>When it was filed.</summary>
    [Id(16)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends undecided, by the platform database's clock.</summary>
    [Id(17)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Request that took its place, or null.</summary>
    [Id(18)]
    public string? ReplacedBy { get; init; }

    /// <summary>Execution it is about; null for a client's own request, of which we execute nothing.</summary>
    [Id(19)]
    public string? ExecutionId { get; init; }

    /// <summary>What came of it in words, or null.</summary>
    [Id(20)]
    public string? Result { get; init; }

    /// <summary>Rises with every step of the request, and with who may decide over it: what was read before that is not written after it.</summary>
    [Id(21)]
    public long Revision { get; init; }

    /// <summary>When the clock next has something to do with it: escalate it, remind of it, or end it.</summary>
    [Id(22)]
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it was told to those who stand behind, because nobody had decided; or null.</summary>
    [Id(23)]
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>How often people were reminded of it since.</summary>
    [Id(24)]
    public int Reminders { get; init; }
}
