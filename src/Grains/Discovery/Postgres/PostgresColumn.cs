namespace AgentCluster.Discovery.Postgres;

/// <summary>A column with what profiling has to know of it.</summary>
/// <param name="Number">Its <c>attnum</c>.</param>
/// <param name="Column">The column without a profile.</param>
/// <param name="Labels">The values of its enumerated type, or null.</param>
internal sealed record PostgresColumn(short Number, CatalogColumn Column, IReadOnlyList<string>? Labels);
