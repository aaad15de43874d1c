using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>The structured side of a model's last message. A model that says nothing of this kind is taken at its words.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Assumptions">What the answer takes for granted.</param>
/// <param name="Memories">Memories it rests on.</param>
internal sealed record PlannerAnswer(double Confidence, ImmutableArray<string> Assumptions, ImmutableArray<MemoryUse> Memories)
{
    /// <summary>Key in the message's additional properties.</summary>
    public const string Key = "agentcluster.answer";
}
