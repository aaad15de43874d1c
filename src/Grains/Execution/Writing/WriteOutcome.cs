namespace AgentCluster.Execution.Writing;

/// <summary>What became of a write.</summary>
/// <param name="Status">Whether it was done.</param>
/// <param name="Rows">Rows changed.</param>
/// <param name="Undoable">Whether the rows as they were are kept in the ledger.</param>
/// <param name="Problem">Why it was not done, or null.</param>
internal sealed record WriteOutcome(WriteStatus Status, long Rows = 0, bool Undoable = false, Problem? Problem = null);
