namespace AgentCluster.Execution.Postgres;

/// <summary>
/// A change as part of a query that also tells the rows as they were and as they became. All parts of one statement see the same snapshot
/// (chapter 7.8.2 of the manual), so the query still reads each row as the change found it; in a REPEATABLE READ transaction that is the very
/// row which was replaced, or the server refuses the change.
/// </summary>
internal static class PostgresCapture
{
    /// <summary>The query, or null where it would not be right: no key, a key that is set, a MERGE.</summary>
    /// <remarks>Its columns, all as text: rows changed in all; each column before; each column after; whether there was a row before.</remarks>
    public static string? Wrap(PostgresShape shape, PostgresChange change, PostgresTable table, int maxRows)
    {
        if (table.Key.IsEmpty || change.Kind == "merge" || change.Alias.Length == 0 || table.Key.Any(change.Updated.Contains))
        {
            return null;
        }

        var end = Array.FindIndex(shape.Tokens, token => token.Depth == 0 && token.IsWord("returning"));
        var last = end > 0 ? end - 1 : Array.FindLastIndex(shape.Tokens, token => !token.IsSymbol(";"));
        var alias = PostgresTable.Quote(change.Alias);
        var columns = table.ColumnNames.Select(PostgresTable.Quote).ToArray();
        return $"""
            WITH agentcluster_changed AS ({shape.Body[..shape.Tokens[last].End]}
            RETURNING {string.Join(", ", columns.Select(column => $"{alias}.{column}"))})
            SELECT (SELECT pg_catalog.count(*) FROM agentcluster_changed)::text, {string.Join(", ", columns.Select(column => $"was.{column}::text"))},
                {string.Join(", ", columns.Select(column => $"became.{column}::text"))}, (was.{PostgresTable.Quote(table.Key[0])} IS NOT NULL)::text
            FROM agentcluster_changed AS became LEFT JOIN {table.Quoted} AS was ON {string.Join(" AND ", table.Key.Select(PostgresTable.Quote).Select(column => $"was.{column} = became.{column}"))}
            ORDER BY {string.Join(", ", table.Key.Select(column => $"became.{PostgresTable.Quote(column)}"))} LIMIT {maxRows + 1}
            """;
    }
}
