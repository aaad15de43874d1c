using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Approvals;

/// <summary>Takes decisions: the request, its action and the log change in one transaction, or nothing does.</summary>
internal sealed partial class ApprovalDesk(
    IPlatformDatabase database, ApprovalStore store, ApprovalClock clock, ActionClosing closing, TimeProvider time, ILogger<ApprovalDesk> logger)
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

    /// <summary>Does what time has brought, to each request on its own.</summary>
    /// <returns>The requests that it was due for, as they stand now.</returns>
    public async Task<IReadOnlyList<Approval>> TickAsync(string tenant, CancellationToken cancellationToken)
    {
        var passed = new List<Approval>();
        int before;
        do
        {
            before = passed.Count;
            foreach (var id in await store.DueAsync(tenant, cancellationToken))
            {
                if (await TryPassAsync(tenant, id, cancellationToken) is { } approval)
                {
                    passed.Add(approval);
                }
            }
        }
        while (passed.Count > before);
        return passed;
    }

    /// <summary>Does what time has brought to one request.</summary>
    /// <returns>The request as it stands.</returns>
    public Task<Approval> PassAsync(string tenant, string id, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session => await clock.PassAsync(session, tenant, id) ?? (await ApprovalStore.FindAsync(session, tenant, id))!,
        cancellationToken);

    /// <summary>Writes down what took the place of a request, unless something has.</summary>
    /// <returns>What took its place.</returns>
    public Task<Approval> ReplaceAsync(string tenant, string id, string replacement, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            await ApprovalStore.ReplaceAsync(session, tenant, id, replacement);
            var replaced = (await ApprovalStore.FindAsync(session, tenant, id))!;
            return (await ApprovalStore.FindAsync(session, tenant, replaced.ReplacedBy!))!;
        },
        cancellationToken);

    // One that cannot be closed must not keep the others waiting; the next tick meets it again.
    private async Task<Approval?> TryPassAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(tenant, session => clock.PassAsync(session, tenant, id), cancellationToken);
        }
#pragma warning disable CA1031 // Whatever is the matter with one, the others are seen to.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotPassed(logger, id, fault);
            return null;
        }
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

            await ApprovalClock.EnsureInTimeAsync(session, before);
            if (decided.Value is { Status: ApprovalStatus.Rejected, ExecutionId: { } execution })
            {
                await closing.CloseAsync(session, new(tenant, execution), ExecutionStatus.Rejected, decision.Reason, now);
            }

            await DecisionLog.DecidedAsync(session, tenant, decided.Value, now);
            return null;
        }

        return Problem.Unavailable("busy", "Too many people decide on this request at this moment; nothing was decided by this call.");
    }

    /// <summary>The problem of an id that names no request.</summary>
    public static Problem Unknown() => Problem.NotFound("unknownApproval", "There is no approval of this id.", "id");

    [LoggerMessage(EventId = 11002, Level = LogLevel.Warning, Message = "Approval {Approval}: what was due could not be done; the next sweep tries it again")]
    private static partial void LogNotPassed(ILogger logger, string approval, Exception failure);
}
