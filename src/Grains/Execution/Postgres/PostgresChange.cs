namespace AgentCluster.Execution.Postgres;

/// <summary>A QUERY that changes rows.</summary>
/// <param name="Kind"><c>insert</c>, <c>update</c>, <c>delete</c> or <c>merge</c>.</param>
/// <param name="Target">The relation.</param>
/// <param name="Query">The tree.</param>
/// <param name="Enclosing">The queries around it, innermost last: its WITH names may be theirs.</param>
internal sealed record PostgresChange(string Kind, uint Target, PostgresNode Query, PostgresNode[] Enclosing)
{
    /// <summary>What the statement calls the target.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Columns that an UPDATE, or an INSERT that meets a row already there, sets.</summary>
    public string[] Updated { get; init; } = [];

    /// <summary>Whether rows that are there already may be set.</summary>
    public bool Updates => Kind is "update" or "merge" || Query.Node("onConflict")?.Number("action") == 2;
}
