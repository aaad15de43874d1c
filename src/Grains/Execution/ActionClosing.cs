using AgentCluster.Execution.Actions;
using AgentCluster.Storage;

namespace AgentCluster.Execution;

/// <summary>Closes actions whose request was not approved, in the transaction that says so.</summary>
public sealed class ActionClosing
{
    private readonly ActionEffects _effects;

    internal ActionClosing(ActionEffects effects) => _effects = effects;

    /// <summary>Closes an action; nothing is done any more.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="key">The action.</param>
    /// <param name="status"><see cref="ExecutionStatus.Rejected"/> or <see cref="ExecutionStatus.Expired"/>.</param>
    /// <param name="reason">Why, or null.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="AgentClusterException">The action does not wait for a decision: nothing of the transaction may stay.</exception>
    public async Task CloseAsync(PlatformSession session, ActionKey key, ExecutionStatus status, string? reason, DateTimeOffset now)
    {
        var row = await ActionStore.FindAsync(session, key.Tenant, key.Id) ?? throw new AgentClusterException($"Action {key.Id} vanished.");
        var closed = row.Close(status, reason is null ? null : Problem.Conflict(PlatformValues.Name(status), reason), now);
        if (ReferenceEquals(row, closed) || !await ActionStore.ChangeAsync(session, key.Tenant, row, closed))
        {
            throw new AgentClusterException($"Action {key.Id} does not wait for a decision.");
        }

        await _effects.DropAsync(session, key, closed);
    }
}
