using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>The execution log's rows of what people were asked, and what they decided or did not; each in the transaction of what it records.</summary>
public static class DecisionLog
{
    private const string Nobody = "system";

    /// <summary>Logs the last decision of a request.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="approval">The request as it stands now.</param>
    /// <param name="now">The present.</param>
    public static Task DecidedAsync(PlatformSession session, string tenant, Approval approval, DateTimeOffset now)
    {
        var given = approval.Decisions[^1];
        var step = given.Decision switch { Decision.Approve => AuditEvent.Approved, Decision.Reject => AuditEvent.Rejected, _ => AuditEvent.Edited };
        string?[] reasons =
        [
            $"Through {given.Channel}, as {given.User}.",
            $"Over what has the hash {approval.Hash}.",
            given.SelfApproved ? "Approved by who asked for it: the one local person." : null,
            given.Reason,
        ];
        return AddAsync(session, tenant, approval, step, given.By, now, reasons);
    }

    /// <summary>Logs that a request expired or was escalated.</summary>
    internal static Task PassedAsync(PlatformSession session, string tenant, Approval approval, DateTimeOffset now) =>
        AddAsync(session, tenant, approval, approval.Status == ApprovalStatus.Expired ? AuditEvent.Expired : AuditEvent.Escalated, Nobody, now);

    /// <summary>Logs a client's own request.</summary>
    internal static Task FiledAsync(PlatformSession session, string tenant, Approval approval, DateTimeOffset now) =>
        AddAsync(session, tenant, approval, AuditEvent.Filed, approval.RequestedBy, now);

    private static Task AddAsync(PlatformSession session, string tenant, Approval approval, AuditEvent step, string by, DateTimeOffset now, params string?[] reasons) =>
        ExecutionLog.AddAsync(session, new()
        {
            Tenant = tenant,
            At = now,
            Event = step,
            By = by,
            ExecutionId = approval.ExecutionId,
            InteractionId = approval.InteractionId,
            ApprovalId = approval.Id,
            Agent = approval.Agent,
            Tool = approval.Tool,
            Source = approval.Source,
            Risk = approval.Risk,
            Reasons = [.. reasons.OfType<string>()],
            Arguments = approval.Arguments,
            Sql = approval.Sql,
        });
}
