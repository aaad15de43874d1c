namespace AgentCluster.Execution.Postgres;

/// <summary>What a statement is by its tokens, where the server shows no tree.</summary>
/// <param name="Kind">Kind of the statement, that of the explained one for EXPLAIN; <c>unknown</c> where there is none.</param>
/// <param name="IsQuery">Whether the server shows what it does.</param>
/// <param name="Explained">Whether it is an EXPLAIN.</param>
/// <param name="Body">The statement without EXPLAIN.</param>
/// <param name="Tokens">Its tokens.</param>
internal sealed record PostgresShape(string Kind, bool IsQuery, bool Explained, string Body, PostgresToken[] Tokens)
{
    private static readonly HashSet<string> Modifiers =
    [
        "or", "replace", "temp", "temporary", "local", "global", "unlogged", "unique", "recursive", "constraint", "trusted", "procedural", "default",
    ];

    private static readonly HashSet<string> TwoWords = ["materialized", "foreign", "event", "access", "text", "user", "large"];

    private static readonly HashSet<string> Queries = ["select", "values", "table", "with", "insert", "update", "delete", "merge"];

    public static PostgresShape Of(string sql)
    {
        var tokens = PostgresLexer.Read(sql).ToArray();
        var start = BodyStart(tokens);
        if (start == tokens.Length)
        {
            return new("unknown", false, start > 0, "", []);
        }

        // Tokens are places in the body: they are read again where the body begins elsewhere.
        var body = start == 0 ? sql : sql[tokens[start].Start..];
        var rest = start == 0 ? tokens : [.. PostgresLexer.Read(body)];
        var first = rest.FirstOrDefault(token => !token.IsSymbol("("));
        var isQuery = first.Kind == PostgresTokenKind.Word && Queries.Contains(first.Text);
        return new(isQuery ? KindOfQuery(first.Text) : KindOfUtility(rest), isQuery, start > 0, body, rest);
    }

    /// <summary>The query within a CREATE ... AS, or null; it is judged as well.</summary>
    public string? DefiningQuery()
    {
        if (Kind is not ("create table" or "create view" or "create materialized view"))
        {
            return null;
        }

        var start = Array.FindIndex(Tokens, token => token.Depth == 0 && token.IsWord("as")) + 1;
        return start == 0 || start == Tokens.Length ? null : Body[Tokens[start].Start..Tokens[EndOfDefinition()].End];
    }

    /// <summary>A SELECT ... INTO without its INTO, or null.</summary>
    public string? WithoutInto()
    {
        var depth = Tokens.FirstOrDefault(token => token.Kind == PostgresTokenKind.Word).Depth;
        var into = Array.FindIndex(Tokens, token => token.Depth <= depth && token.IsWord("into"));
        if (into < 0)
        {
            return null;
        }

        var end = into + 1;
        while (end < Tokens.Length && (Modifiers.Contains(Tokens[end].Text) || Tokens[end].IsWord("table")))
        {
            end++;
        }

        for (end++; end + 1 < Tokens.Length && Tokens[end].IsSymbol("."); end += 2)
        {
        }

        return end > Tokens.Length ? null : $"{Body[..Tokens[into].Start]} {Body[Tokens[end - 1].End..]}";
    }

    /// <summary>Every name in it, quoted, and with the schema where one stands before it.</summary>
    public IReadOnlySet<string> Names()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Tokens.Length; i++)
        {
            if (Tokens[i] is { IsName: true, Text.Length: > 0 })
            {
                names.Add(PostgresTable.Quote(Tokens[i].Text));
                if (i >= 2 && Tokens[i - 1].IsSymbol(".") && Tokens[i - 2] is { IsName: true, Text.Length: > 0 })
                {
                    names.Add($"{PostgresTable.Quote(Tokens[i - 2].Text)}.{PostgresTable.Quote(Tokens[i].Text)}");
                }
            }
        }

        return names;
    }

    private static string KindOfQuery(string word) => word is "values" or "table" or "with" ? "select" : word;

    private static string KindOfUtility(PostgresToken[] tokens)
    {
        if (tokens[0].Kind != PostgresTokenKind.Word)
        {
            return "unknown";
        }

        var verb = tokens[0].Text;
        var at = 1;
        while (verb is "create" && at < tokens.Length && Modifiers.Contains(tokens[at].Text))
        {
            at++;
        }

        return verb is "create" or "drop" or "alter" or "refresh" or "import" or "security" or "reassign"
            ? $"{verb} {Word(tokens, at)}{(TwoWords.Contains(Word(tokens, at)) ? " " + Word(tokens, at + 1) : "")}".TrimEnd()
            : verb;
    }

    private static string Word(PostgresToken[] tokens, int index) =>
        index < tokens.Length && tokens[index].Kind == PostgresTokenKind.Word ? tokens[index].Text : "";

    /// <summary>Where the explained statement begins: after the options in parentheses, or ANALYZE and VERBOSE.</summary>
    private static int BodyStart(PostgresToken[] tokens)
    {
        if (tokens.Length == 0 || !tokens[0].IsWord("explain"))
        {
            return 0;
        }

        var start = 1;
        if (start + 1 < tokens.Length && tokens[1].IsSymbol("(") && !(tokens[2].Kind == PostgresTokenKind.Word && Queries.Contains(tokens[2].Text)) && !tokens[2].IsSymbol("("))
        {
            var close = Array.FindIndex(tokens, token => token.Depth == 0 && token.IsSymbol(")"));
            return close < 0 ? tokens.Length : close + 1;
        }

        while (start < tokens.Length && Word(tokens, start) is "analyze" or "analyse" or "verbose")
        {
            start++;
        }

        return start;
    }

    /// <summary>The last token before WITH DATA, WITH NO DATA or WITH CHECK OPTION.</summary>
    private int EndOfDefinition()
    {
        var end = Array.FindLastIndex(Tokens, token => !token.IsSymbol(";"));
        var option = Array.FindLastIndex(Tokens, token => token.Depth == 0 && token.IsWord("with"));
        return option > 0 && Word(Tokens, end) is "data" or "option" && end - option <= 3 && option + 1 <= end && Word(Tokens, option + 1) is "data" or "no" or "check" or "cascaded" or "local"
            ? option - 1 : end;
    }
}
