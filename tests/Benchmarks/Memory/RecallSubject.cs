using AgentCluster.Memory;

namespace AgentCluster.Benchmarks.Memory;

/// <summary>One thing to recall.</summary>
/// <param name="Tenant">Whose memories are asked.</param>
/// <param name="Probe">By vector, words and identifiers.</param>
internal sealed record RecallSubject(string Tenant, RecallProbe Probe)
{
    /// <summary>The same by its vector alone.</summary>
    public RecallProbe Vector { get; } = Probe with { Terms = [], Identifiers = [] };
}
