using AgentCluster.Execution;

namespace AgentCluster.Approvals;

/// <summary>
/// Asks again what nobody decided in time, or what was stale. The new action has the id of the request that it renews, so that however many people
/// renew one request, and however often a call is sent again, one takes its place.
/// </summary>
internal sealed class Renewals(ApprovalStore store, ApproverStore approvers, ApprovalDesk desk, ClientRequests clients, IGrainFactory grains)
{
    /// <summary>Renews a request.</summary>
    /// <returns>What took its place, or why nothing does.</returns>
    public async Task<Outcome<Approval>> RenewAsync(string tenant, string id, RenewRequest request, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(tenant, id, cancellationToken) is not { } approval)
        {
            return ApprovalDesk.Unknown();
        }

        // What has run out is expired even before the clock came by.
        if (approval.Status == ApprovalStatus.Pending)
        {
            approval = await desk.PassAsync(tenant, id, cancellationToken);
        }

        if (approval.RefuseRenewal(request, new(await approvers.ListAsync(tenant, cancellationToken))) is { } refusal)
        {
            return refusal;
        }

        if (approval.ReplacedBy is { } next)
        {
            return (await store.FindAsync(tenant, next, cancellationToken))!;
        }

        var filed = approval.ExecutionId is { } execution
            ? await ProposeAsync(new(tenant, execution), id, cancellationToken)
            : (await clients.FileAsync(tenant, ClientRequests.Again(approval), cancellationToken)).Id;
        return filed.Succeeded ? await desk.ReplaceAsync(tenant, id, filed.Value, cancellationToken) : filed.Problem;
    }

    private async Task<Outcome<string>> ProposeAsync(ActionKey key, string id, CancellationToken cancellationToken)
    {
        var proposed = await grains.GetGrain<IActionGrain>(key.ToString()).RenewAsync($"{id}-again", cancellationToken);
        return !proposed.Succeeded ? proposed.Problem
            : proposed.Value.ApprovalId is { } approval ? approval
            : proposed.Value.Problem ?? Problem.Conflict("notRenewable", $"It needed nobody's decision any more: execution {proposed.Value.ExecutionId}.");
    }
}
