using AgentCluster.Execution.Actions;
using AgentCluster.Storage;

namespace AgentCluster.Execution;

/// <summary>Closes actions whose request was not approved, in the transaction that says so.</summary>
public sealed class ActionClosing
{
    private readonly ActionEffects _effects;

    internal ActionClosing(ActionEffects effects) => _effects = effects;

    /// <summary>Closes an action; nothing is done any more. One that does not wait for a decision, or is gone, stays as it is: its request is closed alone.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="key">The action.</param>
    /// <param name="status"><see cref="ExecutionStatus.Rejected"/> or <see cref="ExecutionStatus.Expired"/>.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="AgentClusterException">The action was changed without its request: nothing of the transaction may stay.</exception>
    public async Task CloseAsync(PlatformSession session, ActionKey key, ExecutionStatus status, string? reason, DateTimeOffset now)
    {
        if (await ActionStore.FindAsync(session, key.Tenant, key.Id) is not { Status: ExecutionStatus.AwaitingApproval } row)
        {
            return;
        }

        var closed = row.Close(status, reason is null ? null : Problem.Conflict(PlatformValues.Name(status), reason), now);
        if (!await ActionStore.ChangeAsync(session, key.Tenant, row, closed))
        {
            throw new AgentClusterException($"Action {key.Id} does not stand as its request.");
        }

        await _effects.DropAsync(session, key, closed);
    }
}
