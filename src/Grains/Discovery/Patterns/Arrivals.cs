using System.Collections.Immutable;

namespace AgentCluster.Discovery.Patterns;

/// <summary>What a source says of a table's latest rows.</summary>
/// <param name="Volumes">Rows by period, oldest first; periods without rows are left out.</param>
/// <param name="Last">Time of the newest row as the source spells it.</param>
/// <param name="NewValues">Values that no row before the query's day has.</param>
internal sealed record Arrivals(ImmutableArray<PeriodVolume> Volumes, string Last, ImmutableArray<NewValue> NewValues);
