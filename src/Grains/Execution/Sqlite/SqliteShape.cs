namespace AgentCluster.Execution.Sqlite;

/// <summary>What the first words of a statement say: only a name for people, and the few things that the engine does not report.</summary>
/// <param name="Kind">Kind of statement in lower case, <c>unknown</c> when its first word begins no known one; <c>with</c> until the engine said what it does.</param>
/// <param name="Explained">Whether EXPLAIN stands in front.</param>
/// <param name="Body">The statement without EXPLAIN [QUERY PLAN].</param>
/// <param name="WritesFile">Whether it is VACUUM INTO, which the engine reports only when it runs.</param>
internal sealed record SqliteShape(string Kind, bool Explained, string Body, bool WritesFile)
{
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "with", "insert", "update", "delete", "pragma", "vacuum", "reindex", "analyze",
        "begin", "commit", "end", "rollback", "savepoint", "release", "attach", "detach",
    };

    public bool IsMaintenance => Kind is "vacuum" or "reindex" or "analyze";

    public static SqliteShape Of(string sql)
    {
        var lexer = new SqliteLexer(sql);
        var first = Lower(lexer.NextWord());
        var start = lexer.Start;
        var explained = first == "explain";
        if (explained)
        {
            first = Lower(lexer.NextWord());
            if (first == "query")
            {
                lexer.NextWord();
                first = Lower(lexer.NextWord());
            }

            start = lexer.Start;
        }

        return new(KindOf(first, ref lexer), explained, sql[start..], first == "vacuum" && HasInto(ref lexer));
    }

    private static string KindOf(string first, ref SqliteLexer lexer) => first switch
    {
        "select" or "values" => "select",
        "replace" => "insert",
        "create" or "drop" or "alter" => $"{first} {ObjectOf(ref lexer)}",
        _ => Plain.Contains(first) ? first : "unknown",
    };

    private static string ObjectOf(ref SqliteLexer lexer)
    {
        var word = Lower(lexer.NextWord());
        while (word is "temp" or "temporary" or "unique" or "virtual")
        {
            word = Lower(lexer.NextWord());
        }

        return word is "table" or "index" or "view" or "trigger" ? word : "object";
    }

    private static bool HasInto(ref SqliteLexer lexer)
    {
        for (var word = lexer.NextWord(); !word.IsEmpty; word = lexer.NextWord())
        {
            if (word.Equals("into", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Lower(ReadOnlySpan<char> word) => word.ToString().ToLowerInvariant();
}
