using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>The execution log's row of what people decided, or did not.</summary>
public static class DecisionLog
{
    /// <summary>Logs the last decision of a request, or that it expired, in the transaction that takes it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="approval">The request as it stands now.</param>
    /// <param name="now">The present.</param>
    public static Task AddAsync(PlatformSession session, string tenant, Approval approval, DateTimeOffset now)
    {
        var given = approval.Status == ApprovalStatus.Expired ? null : approval.Decisions[^1];
        return ExecutionLog.AddAsync(session, new()
        {
            Tenant = tenant,
            At = now,
            Event = given?.Decision switch
            {
                Decision.Approve => AuditEvent.Approved,
                Decision.Reject => AuditEvent.Rejected,
                Decision.Edit => AuditEvent.Edited,
                _ => AuditEvent.Expired,
            },
            By = given?.By ?? "system",
            ExecutionId = approval.ExecutionId,
            InteractionId = approval.InteractionId,
            ApprovalId = approval.Id,
            Agent = approval.Agent,
            Tool = approval.Tool,
            Source = approval.Source,
            Risk = approval.Risk,
            Reasons = given is null ? [] : [.. new[] { $"Through {given.Channel}, as {given.User}.", given.SelfApproved ? "Approved by who asked for it: the one local person." : null, given.Reason }.OfType<string>()],
            Arguments = approval.Arguments,
            Sql = approval.Sql,
        });
    }
}
