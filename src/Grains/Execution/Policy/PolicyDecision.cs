using System.Collections.Immutable;

namespace AgentCluster.Execution.Policy;

/// <summary>The policy's answer to an action.</summary>
/// <param name="Risk">What could go wrong.</param>
/// <param name="Answer">Whether it runs, waits for a human, or never runs.</param>
/// <param name="Quorum">How many people have to approve; 0 when nobody is asked.</param>
/// <param name="Reasons">Why it is not simply done, one sentence each, the gravest first; empty when it is.</param>
internal sealed record PolicyDecision(Risk Risk, PolicyAnswer Answer, int Quorum, ImmutableArray<string> Reasons);
