using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Extensions.Options;

namespace AgentCluster.Approvals;

/// <summary>Does what time brings to a request, by the database's clock: the request, its action and the log change in one transaction.</summary>
public sealed class ApprovalClock(ActionClosing closing, IOptions<ApprovalsOptions> options)
{
    /// <summary>Lets nothing stay of a decision that had to wait for somebody else's step until the time was over.</summary>
    /// <param name="session">The transaction, which has the request's row to itself by now.</param>
    /// <param name="approval">The request.</param>
    /// <exception cref="AgentClusterException">It has expired meanwhile. Transient: repeated, the call is told so.</exception>
    public static async Task EnsureInTimeAsync(PlatformSession session, Approval approval)
    {
        if (await session.NowAsync() >= approval.ExpiresAt)
        {
            throw new AgentClusterException("The request expired while the decision waited; nothing was decided.", isTransient: true);
        }
    }

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
