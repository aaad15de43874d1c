namespace AgentCluster.Execution.Postgres;

/// <summary>
/// A change as part of a query that also tells the rows as they were and as they became. All parts of one statement see the same snapshot
/// (chapter 7.8.2 of the manual), so the query still reads each row as the change found it; in a REPEATABLE READ transaction that is the very
/// row which was replaced, or the server refuses the change.
/// </summary>
internal static class PostgresCapture
{
    /// <summary>The query, or null where it would not be right: no key, a key that is set, a MERGE.</summary>
    /// <remarks>
    /// Its columns, all as text: rows changed in all; each column before; each column after; whether there was a row before, which is null
    /// where no row is told. Only the first by their keys are told, which are few bytes as they are stored: the server never sends the others.
    /// </remarks>
    public static string? Wrap(PostgresShape shape, PostgresChange change, PostgresTable table, int maxRows, int maxBytes)
    {
        if (table.Key.IsEmpty || change.Kind == "merge" || change.Alias.Length == 0 || table.Key.Any(change.Updated.Contains))
        {
            return null;
        }

        var end = Array.FindIndex(shape.Tokens, token => token.Depth == 0 && token.IsWord("returning"));
        var last = end > 0 ? end - 1 : Array.FindLastIndex(shape.Tokens, token => !token.IsSymbol(";"));
        var alias = PostgresTable.Quote(change.Alias);
        string[] columns = [.. table.ColumnNames.Select(PostgresTable.Quote)], key = [.. table.Key.Select(PostgresTable.Quote)];
        string Each(Func<string, int, string> of) => string.Join(", ", columns.Select(of));
        return $"""
            WITH agentcluster_changed AS ({shape.Body[..shape.Tokens[last].End]}
            RETURNING {Each((column, _) => $"{alias}.{column}")})
            SELECT (SELECT pg_catalog.count(*) FROM agentcluster_changed)::text, {Each((_, i) => $"told.b{i}::text")}, {Each((_, i) => $"told.a{i}::text")}, told.existed::text
            FROM (SELECT 1) AS one LEFT JOIN (
                SELECT {Each((column, i) => $"was.{column} AS b{i}, became.{column} AS a{i}")}, was.{key[0]} IS NOT NULL AS existed,
                    pg_catalog.sum((SELECT pg_catalog.sum(n) FROM pg_catalog.unnest(ARRAY[{Each((column, _) => $"{Size($"was.{column}")}, {Size($"became.{column}")}")}]) AS n)) OVER by_key AS bytes,
                    pg_catalog.row_number() OVER by_key AS place
                FROM agentcluster_changed AS became LEFT JOIN {table.Quoted} AS was ON {string.Join(" AND ", key.Select(column => $"was.{column} = became.{column}"))}
                WINDOW by_key AS (ORDER BY {string.Join(", ", key.Select(column => $"became.{column}"))})) AS told ON told.bytes <= {maxBytes} AND told.place <= {maxRows}
            """;
    }

    /// <summary>The bytes that a value fills as it is stored, told without fetching it.</summary>
    private static string Size(string value) => $"pg_catalog.pg_column_size({value})";
}
