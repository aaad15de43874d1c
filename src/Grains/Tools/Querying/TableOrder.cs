namespace AgentCluster.Tools.Querying;

/// <summary>One place of the order.</summary>
/// <param name="Column">A column, or the name of a figure.</param>
/// <param name="Descending">Whether the largest comes first.</param>
internal sealed record TableOrder(string Column, bool? Descending);
