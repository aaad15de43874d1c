using AgentCluster.Storage;

namespace AgentCluster.Execution.Actions;

/// <summary>The effects outside sources, each for its kind of action.</summary>
internal sealed class ActionEffects(IEnumerable<IActionEffect> effects)
{
    private readonly IActionEffect[] _effects = [.. effects];

    /// <summary>Has the effect of an action.</summary>
    public Task<Outcome<string>> DoAsync(ActionKey key, ActionRow row) =>
        (Find(row) ?? throw new InvalidOperationException($"Nothing is registered for the effect {row.Proposal.Effect}."))
            .DoAsync(key, row.Proposal, row.Preview, CancellationToken.None);

    /// <summary>Tells the effect of an action that has just ended without it; the transaction is the one that ends it.</summary>
    public Task DropAsync(PlatformSession session, ActionKey key, ActionRow row) =>
        row is { HasEnded: true, Status: not (ExecutionStatus.Executed or ExecutionStatus.OutcomeUnknown) } && Find(row) is { } effect
            ? effect.DropAsync(session, key, OutcomeWords.Of(row.ToOutcome()))
            : Task.CompletedTask;

    private IActionEffect? Find(ActionRow row) => Array.Find(_effects, effect => effect.Effect == row.Proposal.Effect);
}
