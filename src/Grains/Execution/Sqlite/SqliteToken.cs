namespace AgentCluster.Execution.Sqlite;

/// <summary>A token of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">How it is written; of one in quotes what stands between them.</param>
internal readonly record struct SqliteToken(SqliteTokenKind Kind, string Text)
{
    /// <summary>Whether it may be a name.</summary>
    public bool IsName => Kind is SqliteTokenKind.Word or SqliteTokenKind.Quoted;

    /// <summary>The tokens of a statement.</summary>
    public static List<SqliteToken> Of(string sql)
    {
        var tokens = new List<SqliteToken>();
        var lexer = new SqliteLexer(sql);
        while (lexer.MoveNext())
        {
            tokens.Add(new(lexer.Kind, lexer.Text.ToString()));
        }

        return tokens;
    }

    /// <summary>Whether it is this symbol and no name in quotes.</summary>
    public bool IsSymbol(string symbol) => Kind == SqliteTokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is a bare word, in any case.</summary>
    public bool IsWord(string word) => Kind == SqliteTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
