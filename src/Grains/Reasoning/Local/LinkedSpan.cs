using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Words of the question and everything they may stand for, best first; empty when nothing was found.</summary>
/// <param name="Start">First token.</param>
/// <param name="Length">Number of tokens.</param>
/// <param name="Text">The words as written.</param>
/// <param name="Candidates">What they may stand for.</param>
internal sealed record LinkedSpan(int Start, int Length, string Text, ImmutableArray<Mention> Candidates)
{
    public int End => Start + Length;
}
