namespace AgentCluster.Execution.Writing;

/// <summary>An action as the source's own ledger has it: committed in one transaction with its effect.</summary>
/// <param name="ActionId">Execution id.</param>
/// <param name="ExecutedAt">When, by the source's clock.</param>
/// <param name="Rows">Rows changed.</param>
/// <param name="Undo">The rows as they were and as they became, as JSON, or null when they were not kept.</param>
internal sealed record LedgerEntry(string ActionId, DateTimeOffset ExecutedAt, long Rows, string? Undo);
