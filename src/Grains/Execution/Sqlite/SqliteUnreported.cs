namespace AgentCluster.Execution.Sqlite;

/// <summary>What the engine does not report of a statement, since it compiles it only later or leaves it out: the query of a view, expressions of defaults and checks, a table's new name.</summary>
internal static class SqliteUnreported
{
    /// <summary>Words behind which stands a name, whatever follows it.</summary>
    private static readonly string[] BeforeNames = ["table", "exists", "on", "references", "view", "into"];

    /// <summary>Records what the words of a statement are enough to refuse.</summary>
    public static void Forbid(string sql, SqliteSchema schema, SqliteTrace trace)
    {
        var lexer = new SqliteLexer(sql);
        while (lexer.MoveNext())
        {
            // The engine takes a text for a name only where no value may stand.
            var isName = lexer.Kind is SqliteTokenKind.Word || (lexer.Kind is SqliteTokenKind.Quoted && (sql[lexer.Start] != '\'' || trace.Defines));
            if (isName && schema.IsDenied(lexer.Text))
            {
                trace.Forbid($"Names {lexer.Text}, which is out of bounds.");
            }
        }

        if (trace.Defines)
        {
            ForbidDefinition(SqliteToken.Of(sql), schema, trace);
        }
    }

    /// <summary>The query behind the AS of a CREATE VIEW, or null.</summary>
    public static string? QueryOfView(SqliteShape shape)
    {
        var depth = 0;
        for (var lexer = new SqliteLexer(shape.Body); shape.Kind == "create view" && lexer.MoveNext();)
        {
            depth += lexer.Kind != SqliteTokenKind.Symbol ? 0 : lexer.Text is "(" ? 1 : lexer.Text is ")" ? -1 : 0;
            if (depth == 0 && lexer.Kind == SqliteTokenKind.Word && lexer.Text.Equals("as", StringComparison.OrdinalIgnoreCase))
            {
                return shape.Body[(lexer.Start + lexer.Text.Length)..];
            }
        }

        return null;
    }

    private static void ForbidDefinition(List<SqliteToken> tokens, SqliteSchema schema, SqliteTrace trace)
    {
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].IsName && tokens[i + 1].Text is "(" && SqliteFunctions.IsHostile(tokens[i].Text) && !Array.Exists(BeforeNames, tokens[i - 1].IsWord))
            {
                trace.Forbid($"Names {tokens[i].Text}, which reaches beyond the database.");
            }

            if (tokens[i].IsWord("to") && tokens[i - 1].IsWord("rename") && schema.WriteFault(tokens[i + 1].Text) is { } fault)
            {
                trace.Forbid(fault);
            }
        }
    }
}
