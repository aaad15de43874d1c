namespace AgentCluster.Reasoning.Local;

/// <summary>Keeps the first rows by an expression.</summary>
/// <param name="By">What they are ordered by.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Limit">How many; 1 keeps every row that shares the first place.</param>
internal sealed record Ranking(Expression By, bool Descending, int Limit);
