using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Tools.ClientStatus;

/// <summary>Where a source keeps clients and their status.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">Its key.</param>
/// <param name="Column">The column with the status.</param>
/// <param name="Values">What a status may be: what discovery found.</param>
internal sealed record ClientStatusTable(CatalogTable Table, CatalogColumn Key, CatalogColumn Column, ImmutableArray<string> Values);
