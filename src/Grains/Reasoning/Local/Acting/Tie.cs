using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>A table whose rows tie rows of two others together, with the two rows in question.</summary>
internal sealed record Tie(CatalogTable Table, RowTarget One, ColumnRef OneColumn, RowTarget Other, ColumnRef OtherColumn);
