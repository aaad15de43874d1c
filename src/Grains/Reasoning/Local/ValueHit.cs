namespace AgentCluster.Reasoning.Local;

/// <summary>A stored value found in a column.</summary>
/// <param name="Column">Where.</param>
/// <param name="Value">As stored.</param>
internal readonly record struct ValueHit(ColumnRef Column, string Value);
