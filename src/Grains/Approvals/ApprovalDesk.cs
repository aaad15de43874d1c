using AgentCluster.Execution;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>Takes decisions: the request, its action and the log change in one transaction, or nothing does.</summary>
internal sealed class ApprovalDesk(IPlatformDatabase database, ApprovalStore store, ActionClosing closing, TimeProvider time)
{
    // Each is lost to somebody else's step, or to a new list of who may decide; of both there are few.
    private const int Attempts = 20;

    /// <summary>Takes a human's yes or no; durable when it returns.</summary>
    /// <returns>The request as it stands, or why the decision does not count.</returns>
    public Task<Outcome<Approval>> DecideAsync(string tenant, string id, DecideRequest decision, CancellationToken cancellationToken) => database.WriteAsync<Outcome<Approval>>(
        tenant,
        async session =>
        {
            var refusal = await session.OnceAsync(tenant, decision.Operation, time.GetUtcNow(), () => DecideAsync(session, tenant, id, decision));
            return refusal is null ? (await ApprovalStore.FindAsync(session, tenant, id))! : refusal;
        },
        cancellationToken);

    /// <summary>Closes the requests that nobody decided in time, each on its own.</summary>
    /// <returns>The requests closed.</returns>
    public async Task<IReadOnlyList<Approval>> ExpireAsync(string tenant, CancellationToken cancellationToken)
    {
        var closed = new List<Approval>();
        foreach (var overdue in await store.OverdueAsync(tenant, cancellationToken))
        {
            if (await database.WriteAsync(tenant, session => ExpireAsync(session, tenant, overdue), cancellationToken))
            {
                closed.Add(overdue);
            }
        }

        return closed;
    }

    private async Task<Problem?> DecideAsync(PlatformSession session, string tenant, string id, DecideRequest decision)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ApprovalStore.FindAsync(session, tenant, id) is not { } before)
            {
                return Unknown();
            }

            var now = await session.NowAsync();
            var decided = before.Decide(decision, new(await ApproverStore.ReadAsync(session, tenant)), now);
            if (!decided.Succeeded)
            {
                return decided.Problem;
            }

            if (!await ApprovalStore.ChangeAsync(session, tenant, before, decided.Value, now, unexpired: true))
            {
                // Something changed at the same time, and has committed: what stands now is read again.
                continue;
            }

            if (decided.Value is { Status: ApprovalStatus.Rejected, ExecutionId: { } execution })
            {
                await closing.CloseAsync(session, new(tenant, execution), ExecutionStatus.Rejected, decision.Reason, now);
            }

            await DecisionLog.AddAsync(session, tenant, decided.Value, now);
            return null;
        }

        return Problem.Unavailable("busy", "Too many people decide on this request at this moment; nothing was decided by this call.");
    }

    private async Task<bool> ExpireAsync(PlatformSession session, string tenant, Approval overdue)
    {
        var now = await session.NowAsync();
        var expired = overdue.MoveTo(ApprovalStatus.Expired);
        if (!await ApprovalStore.ChangeAsync(session, tenant, overdue, expired, now))
        {
            return false;
        }

        if (overdue.ExecutionId is { } execution)
        {
            await closing.CloseAsync(session, new(tenant, execution), ExecutionStatus.Expired, null, now);
        }

        await DecisionLog.AddAsync(session, tenant, expired, now);
        return true;
    }

    /// <summary>The problem of an id that names no request.</summary>
    public static Problem Unknown() => Problem.NotFound("unknownApproval", "There is no approval of this id.", "id");
}
