using AgentCluster.Execution.Audit;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Actions;

/// <summary>The execution log's row of a step of an action.</summary>
internal static class ActionLog
{
    /// <summary>Logs where an action stands now, in the transaction that brought it there.</summary>
    public static Task AddAsync(PlatformSession session, string tenant, ActionRow row, DateTimeOffset now, string? by = null) => ExecutionLog.AddAsync(session, new()
    {
        Tenant = tenant,
        At = now,
        Event = EventOf(row.Status),
        By = by ?? (row.Proposal.Agent == ActionProposal.Client ? row.Proposal.RequestedBy : row.Proposal.Agent),
        ExecutionId = row.Proposal.Id,
        InteractionId = row.Proposal.InteractionId,
        ApprovalId = row.ApprovalId,
        Agent = row.Proposal.Agent,
        Tool = row.Proposal.Tool,
        Source = row.Proposal.Source,
        Verdict = row.Verdict,
        Risk = row.Risk,
        Status = row.Status,
        Rows = row.RowsAffected,
        Duration = row.HasEnded ? TimeSpan.FromMilliseconds(row.DurationMs) : null,
        Reasons = row.Reasons,
        Error = row.Problem?.Message,
        Arguments = row.Proposal.Arguments,
        Sql = row.Proposal.Sql,
    });

    private static AuditEvent EventOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.AwaitingApproval => AuditEvent.Filed,
        ExecutionStatus.Executing => AuditEvent.Executing,
        ExecutionStatus.Executed => AuditEvent.Executed,
        ExecutionStatus.Failed => AuditEvent.Failed,
        ExecutionStatus.OutcomeUnknown => AuditEvent.OutcomeUnknown,
        ExecutionStatus.Forbidden => AuditEvent.Refused,
        ExecutionStatus.Rejected => AuditEvent.Rejected,
        ExecutionStatus.Expired => AuditEvent.Expired,
        ExecutionStatus.Stale => AuditEvent.Stale,
        _ => AuditEvent.Cancelled,
    };
}
