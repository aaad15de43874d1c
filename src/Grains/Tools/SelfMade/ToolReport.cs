using System.Collections.Immutable;

namespace AgentCluster.Tools.SelfMade;

/// <summary>What came of a version's cases.</summary>
/// <param name="Passed">Whether all of them passed.</param>
/// <param name="Changes">Whether it changes or sends anything.</param>
/// <param name="Lines">One sentence a case.</param>
/// <param name="DependsOn">Tables it rests on, with their fingerprints.</param>
internal sealed record ToolReport(bool Passed, bool Changes, ImmutableArray<string> Lines, ImmutableDictionary<string, string> DependsOn);
