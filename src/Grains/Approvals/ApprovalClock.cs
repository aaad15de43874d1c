using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Extensions.Options;

namespace AgentCluster.Approvals;

/// <summary>Does what time brings to a request, by the database's clock: the request, its action and the log change in one transaction.</summary>
public sealed class ApprovalClock(ActionClosing closing, IOptions<ApprovalsOptions> options)
{
    /// <summary>Does what is due of one request, if anything is.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Request id.</param>
    /// <returns>The request as this call changed it, or null.</returns>
    public async Task<Approval?> PassAsync(PlatformSession session, string tenant, string id)
    {
        if (await ApprovalStore.FindAsync(session, tenant, id) is not { } before)
        {
            return null;
        }

        var now = await session.NowAsync();
        var after = before.Pass(now, options.Value.ReminderInterval);
        if (ReferenceEquals(before, after) || !await (after.Status == ApprovalStatus.Expired
            ? ApprovalStore.ChangeAsync(session, tenant, before, after, now)
            : ApprovalStore.PostponeAsync(session, tenant, before, after)))
        {
            return null;
        }

        if (after is { Status: ApprovalStatus.Expired, ExecutionId: { } execution })
        {
            await closing.CloseAsync(session, new(tenant, execution), ExecutionStatus.Expired, null, now);
        }

        if (after.Reminders == before.Reminders)
        {
            await DecisionLog.PassedAsync(session, tenant, after, now);
        }

        return after;
    }
}
