using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Redaction;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>What has become of a request so far, for webhooks: told by its row alone, so that each event is the same whenever it is looked for.</summary>
internal static class ApprovalEvents
{
    private const string Requested = "approval.requested";
    private const string Escalated = "approval.escalated";
    private const string Decided = "approval.decided";
    private const string Settled = "approval.settled";

    /// <summary>All that there are.</summary>
    public static ImmutableArray<string> All { get; } = [Requested, Escalated, Decided, Settled];

    /// <summary>The events, oldest first.</summary>
    public static ImmutableArray<string> Of(Approval approval) =>
    [
        Requested,
        .. approval.EscalatedAt is not null ? [Escalated] : ImmutableArray<string>.Empty,
        .. approval.Status != ApprovalStatus.Pending && !approval.Decisions.IsEmpty ? [Decided] : ImmutableArray<string>.Empty,
        .. IsSettled(approval) ? [Settled] : ImmutableArray<string>.Empty,
    ];

    /// <summary>The request as webhooks are told of it: neither its arguments nor its rows leave by them.</summary>
    public static string Payload(Approval approval) => JsonSerializer.Serialize(
        new
        {
            approval.Id,
            Status = PlatformValues.Name(approval.Status),
            Summary = ApprovalCard.Title(approval),
            approval.Agent,
            approval.Tool,
            approval.Source,
            Risk = PlatformValues.Name(approval.Risk),
            approval.Preview?.RowsAffected,
            approval.RequestedBy,
            approval.InteractionId,
            approval.ExecutionId,
            Quorum = new { Required = approval.Quorum, Given = approval.Decisions.Count(given => given.Decision == Decision.Approve) },
            Decisions = approval.Decisions.Select(given => new { By = PersonalText.Mask(given.By), given.At, given.Channel, Decision = PlatformValues.Name(given.Decision) }),
            approval.CreatedAt,
            approval.ExpiresAt,
            approval.EscalatedAt,
            approval.ReplacedBy,
        },
        JsonSerializerOptions.Web);

    /// <summary>Whether nothing can become of it any more.</summary>
    public static bool IsSettled(Approval approval) =>
        approval.Status is not (ApprovalStatus.Pending or ApprovalStatus.Approved or ApprovalStatus.Executing) || approval is { Status: ApprovalStatus.Approved, ExecutionId: null };
}
