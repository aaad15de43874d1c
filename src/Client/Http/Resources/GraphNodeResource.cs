using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A table or view in the picture.</summary>
/// <param name="Id"><c>schema.name</c>.</param>
/// <param name="Schema">Schema.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind"><c>table</c>, <c>view</c>, <c>materializedView</c>, <c>foreignTable</c> or <c>partitionedTable</c>.</param>
/// <param name="RowCount">Rows when discovered, counted or estimated; null when not known, as for views.</param>
/// <param name="ColumnCount">How many columns it has.</param>
internal sealed record GraphNodeResource(string Id, string Schema, string Name, CatalogTableKind Kind, long? RowCount, int ColumnCount);
