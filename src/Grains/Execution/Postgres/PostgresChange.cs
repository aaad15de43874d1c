namespace AgentCluster.Execution.Postgres;

/// <summary>A QUERY that changes rows.</summary>
/// <param name="Kind"><c>insert</c>, <c>update</c>, <c>delete</c> or <c>merge</c>.</param>
/// <param name="Target">The relation.</param>
/// <param name="Query">The tree.</param>
/// <param name="Enclosing">The queries around it, innermost last: its WITH names may be theirs.</param>
internal sealed record PostgresChange(string Kind, uint Target, PostgresNode Query, PostgresNode[] Enclosing);
