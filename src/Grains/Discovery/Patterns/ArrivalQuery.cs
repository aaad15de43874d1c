using System.Collections.Immutable;

namespace AgentCluster.Discovery.Patterns;

/// <summary>What is asked of a table about its latest rows.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">Its time column.</param>
/// <param name="Period">The period to count by.</param>
/// <param name="From">First day of the first period.</param>
/// <param name="To">The day after the last one looked at.</param>
/// <param name="Lately">A category value is new when no row before this day has it.</param>
/// <param name="Categories">The columns whose values are looked at.</param>
internal sealed record ArrivalQuery(
    CatalogTable Table, CatalogColumn Column, PatternPeriod Period, DateOnly From, DateOnly To, DateOnly Lately, ImmutableArray<CatalogColumn> Categories);
