using AgentCluster.Storage;

namespace AgentCluster.Execution;

/// <summary>Does one kind of effect that is not in a source. It is reached through the gate only, after the policy and whoever had to approve.</summary>
public interface IActionEffect
{
    /// <summary>The kind.</summary>
    ActionEffect Effect { get; }

    /// <summary>Has the effect. It is repeatable under its key: done twice, after a crash, it has one effect.</summary>
    /// <param name="key">The action.</param>
    /// <param name="proposal">What was proposed and let through, exactly.</param>
    /// <param name="shown">What was shown of it, or null.</param>
    /// <param name="cancellationToken">Cancels before the effect.</param>
    /// <returns>What came of it, in words, or why nothing was done; a <c>stale</c> conflict when it is not what was shown.</returns>
    Task<Outcome<string>> DoAsync(ActionKey key, ActionProposal proposal, Preview? shown, CancellationToken cancellationToken);

    /// <summary>Takes note, in the transaction that says so, that an action has ended without its effect.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="key">The action.</param>
    /// <param name="reason">Why, in words.</param>
    Task DropAsync(PlatformSession session, ActionKey key, string reason) => Task.CompletedTask;
}
