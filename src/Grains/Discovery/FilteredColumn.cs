namespace AgentCluster.Discovery;

/// <summary>A stored column that a statement compares with literals.</summary>
/// <param name="Table">Its table as the catalog spells it.</param>
/// <param name="Column">The column.</param>
/// <param name="Comparison">Sign and literals, such as <c>= 'x'</c> or <c>BETWEEN 1 AND 5</c>.</param>
public readonly record struct FilteredColumn(string Table, string Column, string Comparison);
