using System.Text.Json;
using AgentCluster.Approvals;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A request for a human's decision, with exactly what would be done.</summary>
internal sealed record ApprovalResource
{
    /// <summary>Request id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required ApprovalStatus Status { get; init; }

    /// <summary>What would happen, one plain sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Agent that asks, or <c>api</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Source.</summary>
    public required string Source { get; init; }

    /// <summary>Arguments of the tool.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>The statement, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>What could go wrong.</summary>
    public required Risk Risk { get; init; }

    /// <summary>Why a human is asked.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>What would change, or null where nothing can be told.</summary>
    public PreviewResource? Preview { get; init; }

    /// <summary>Who asked: id of a key, or <c>local</c>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Question it belongs to, or null.</summary>
    public string? InteractionId { get; init; }

    /// <summary>SHA-256 over everything that is approved; a decision has to carry it.</summary>
    public required string Hash { get; init; }

    /// <summary>How many people have to approve, and how many have.</summary>
    public required QuorumResource Quorum { get; init; }

    /// <summary>Decisions so far.</summary>
    public required ImmutableArray<GivenDecision> Decisions { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends undecided.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was told to those who stand behind, because nobody had decided; or null.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>How often people were reminded of it since.</summary>
    public int Reminders { get; init; }

    /// <summary>Request that took its place, or null.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Execution it is about, or null.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>What came of it in words, or null.</summary>
    public string? Result { get; init; }

    /// <summary>Maps a request.</summary>
    public static ApprovalResource From(Approval approval) => new()
    {
        Id = approval.Id,
        Status = approval.Status,
        Summary = approval.Summary,
        Agent = approval.Agent,
        Tool = approval.Tool,
        Source = approval.Source,
        Arguments = JsonSerializer.Deserialize<JsonElement>(approval.Arguments),
        Sql = approval.Sql,
        Risk = approval.Risk,
        Reasons = approval.Reasons,
        Preview = approval.Preview is { } preview ? PreviewResource.From(preview) : null,
        RequestedBy = approval.RequestedBy,
        InteractionId = approval.InteractionId,
        Hash = approval.Hash,
        Quorum = new(approval.Quorum, approval.Decisions.Count(given => given.Decision == Decision.Approve)),
        Decisions = approval.Decisions,
        CreatedAt = approval.CreatedAt,
        ExpiresAt = approval.ExpiresAt,
        EscalatedAt = approval.EscalatedAt,
        Reminders = approval.Reminders,
        ReplacedBy = approval.ReplacedBy,
        ExecutionId = approval.ExecutionId,
        Result = approval.Result,
    };
}
