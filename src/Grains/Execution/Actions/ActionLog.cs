using AgentCluster.Execution.Audit;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Actions;

/// <summary>The execution log's row of a step of an action.</summary>
internal static class ActionLog
{
    /// <summary>Logs a proposal and where it stands at once.</summary>
    public static async Task OpenAsync(PlatformSession session, string tenant, ActionRow row, DateTimeOffset now)
    {
        await AddAsync(session, tenant, row, AuditEvent.Proposed, row.ProposedAt);
        await AddAsync(session, tenant, row, now);
    }

    /// <summary>Logs a proposal that is one that waits already.</summary>
    public static Task JoinAsync(PlatformSession session, string tenant, ActionRow row) => AddAsync(session, tenant, row, AuditEvent.Proposed, row.ProposedAt);

    /// <summary>Logs where an action stands now, in the transaction that brought it there.</summary>
    public static Task AddAsync(PlatformSession session, string tenant, ActionRow row, DateTimeOffset now) => AddAsync(session, tenant, row, EventOf(row.Status), now);

    private static Task AddAsync(PlatformSession session, string tenant, ActionRow row, AuditEvent step, DateTimeOffset at) => ExecutionLog.AddAsync(session, new()
    {
        Tenant = tenant,
        At = at,
        Event = step,
        By = row.Proposal.Agent == ActionProposal.Client ? row.Proposal.RequestedBy : row.Proposal.Agent,
        ExecutionId = row.Proposal.Id,
        InteractionId = row.Proposal.InteractionId,
        ApprovalId = row.ApprovalId,
        Agent = row.Proposal.Agent,
        Tool = row.Proposal.Tool,
        Source = row.Proposal.Source,
        Verdict = row.Verdict,
        Risk = row.Risk,
        Status = row.Status,
        Rows = row.RowsAffected ?? (step == AuditEvent.Executing ? row.Preview?.RowsAffected : null),
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
