namespace AgentCluster.Execution;

/// <summary>Does one kind of effect that is not in a source. It is reached through the gate only, after the policy and whoever had to approve.</summary>
public interface IActionEffect
{
    /// <summary>The kind.</summary>
    ActionEffect Effect { get; }

    /// <summary>Has the effect. It is repeatable under its key: done twice, after a crash, it has one effect.</summary>
    /// <param name="key">The action.</param>
    /// <param name="proposal">What was proposed and let through, exactly.</param>
    /// <param name="cancellationToken">Cancels before the effect.</param>
    /// <returns>What came of it, in words, or why nothing was done.</returns>
    Task<Outcome<string>> DoAsync(ActionKey key, ActionProposal proposal, CancellationToken cancellationToken);
}
