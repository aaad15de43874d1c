namespace AgentCluster.Execution.Postgres;

/// <summary>Why a statement has no tree to judge.</summary>
/// <param name="Reason">Why.</param>
/// <param name="IsEngines">Whether these are the server's words on the statement.</param>
internal sealed record PostgresRefusal(string Reason, bool IsEngines);
