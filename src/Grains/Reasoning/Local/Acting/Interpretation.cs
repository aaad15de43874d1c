using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>One way to act on a request: rows to look up, and the call once they are found.</summary>
/// <param name="Targets">The rows.</param>
/// <param name="Tool">The tool it is done with.</param>
/// <param name="Call">The call, given what was found for each target in order.</param>
internal sealed record Interpretation(ImmutableArray<RowTarget> Targets, string Tool, Func<ImmutableArray<FoundRows>, ActionCall> Call)
{
    /// <summary>How its rows are named, the least sure of them.</summary>
    public Naming Naming => Targets.IsEmpty ? Naming.Row : Targets.Max(target => target.Naming);
}
