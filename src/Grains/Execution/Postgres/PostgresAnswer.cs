namespace AgentCluster.Execution.Postgres;

/// <summary>What the server answered to the question what a statement is.</summary>
/// <param name="Trees">Its trees after rewriting, as text.</param>
/// <param name="Refusal">Why there are none, or null.</param>
internal sealed record PostgresAnswer(IReadOnlyList<string> Trees, PostgresRefusal? Refusal);
