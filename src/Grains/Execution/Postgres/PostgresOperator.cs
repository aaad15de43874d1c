namespace AgentCluster.Execution.Postgres;

/// <summary>What the catalog says of an operator.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Function">The function behind it.</param>
internal sealed record PostgresOperator(string Name, uint Function);
