namespace AgentCluster.Client.Http.Resources;

/// <summary>A table or view in the picture.</summary>
/// <param name="Id"><c>schema.name</c>.</param>
/// <param name="Schema">Schema.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind"><c>table</c> or <c>view</c>.</param>
/// <param name="RowCount">Rows when discovered; null for views.</param>
/// <param name="ColumnCount">How many columns it has.</param>
internal sealed record GraphNodeResource(string Id, string Schema, string Name, string Kind, long? RowCount, int ColumnCount);
