using System.Collections.Immutable;
using AgentCluster.Reasoning.Local.Acting;

namespace AgentCluster.Reasoning.Local;

/// <summary>What the planner makes of a question: statements to try, best first, or the words of an answer without one.</summary>
/// <param name="Proposals">Statements to try.</param>
/// <param name="Reply">The answer when there is none to try.</param>
internal sealed record Plan(ImmutableArray<Proposal> Proposals, string Reply)
{
    /// <summary>How sure the words are, 0 to 1; 0 when they only say what was not understood.</summary>
    public double Confidence { get; init; }

    /// <summary>What it comes to when it is a request to act, or null; then what is beside it is tried only if that comes to nothing.</summary>
    public ActionPlan? Action { get; init; }
}
