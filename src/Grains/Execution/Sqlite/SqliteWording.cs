using System.Globalization;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// What the words of a change say of its plan. The lines of a plan carry names that the statement chose, which may be those of other
/// tables or the plan's own phrases, and leave out the values.
/// </summary>
internal sealed class SqliteWording
{
    /// <summary>Most values in a range that counts as bounded.</summary>
    public const long MaxRange = 10_000;

    private static readonly string[] Phrases = ["CONSTANT ROW", "VALUES CLAUSE", "SUBQUERY", "IN-OPERATOR", "USING ", "AUTOMATIC", "VIRTUAL TABLE", "-JOIN"];

    /// <summary>Words behind which a name is used, not given.</summary>
    private static readonly string[] BeforeUses = ["from", "join", "in"];

    /// <summary>Words that may follow a limit without being a part of its expression.</summary>
    private static readonly string[] AfterLimits = ["and", "or", "returning", "order", "limit"];

    private readonly Dictionary<string, int> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<long?> _limits = [];
    private readonly bool _namesView;

    /// <param name="sql">The statement.</param>
    /// <param name="schema">The names of the source.</param>
    public SqliteWording(string sql, SqliteSchema schema)
    {
        var tokens = SqliteToken.Of(sql);
        Alternatives = Combinations(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            MimicsPlan |= token.Kind == SqliteTokenKind.Quoted && Array.Exists(Phrases, phrase => token.Text.Contains(phrase, StringComparison.Ordinal));
            _namesView |= token.IsName && schema.IsView(token.Text);
            if (token.IsName && (IsGiven(tokens, i) || schema.HoldsRows(token.Text)))
            {
                _given[token.Text] = _given.GetValueOrDefault(token.Text) + (schema.HoldsRows(token.Text) ? 2 : 1);
            }

            if (token.Kind == SqliteTokenKind.Symbol && token.Text is "<" or ">")
            {
                _limits.Add(NumberAt(tokens, At(tokens, i + 1).Text is "=" ? i + 2 : i + 1));
            }
            else if (token.IsWord("between"))
            {
                _limits.Add(NumberAt(tokens, i + 1));
                _limits.Add(At(tokens, i + 2).IsWord("and") ? NumberAt(tokens, i + 3) : null);
            }
        }
    }

    /// <summary>Whether a name may look like something that the plan says by itself.</summary>
    public bool MimicsPlan { get; }

    /// <summary>How many whole numbers all that is compared lies among, if they are few and no view compares as well.</summary>
    public long? ShortRange => _limits.Count > 0 && !_namesView && _limits.TrueForAll(limit => limit is not null) && (_limits.Max() ?? 0) - (_limits.Min() ?? 0) is var length and < MaxRange ? length + 1 : null;

    /// <summary>
    /// How many combinations of values its lists of constants and its ORs name: the plan shows one search for all values of a list. Each pair of
    /// parentheses is taken as one condition, and all of them as side by side.
    /// </summary>
    public double Alternatives { get; }

    /// <summary>
    /// Whether a WITH query or a query in FROM is the only thing of this name: no table is called so or given the name once more, by the statement
    /// or within a view.
    /// </summary>
    public bool IsOfOneQuery(string name) => !_namesView && _given.GetValueOrDefault(name) == 1;

    /// <summary>Whether a name is given to something here: by WITH, or behind what it is for. A column so called counts as well.</summary>
    private static bool IsGiven(List<SqliteToken> tokens, int i)
    {
        var (before, after, further) = (At(tokens, i - 1), At(tokens, i + 1), At(tokens, i + 2));
        var isUse = before.IsSymbol(",") || before.IsSymbol("(") || Array.Exists(BeforeUses, before.IsWord);
        var isWith = after.IsSymbol("(") || (after.IsWord("as") && (further.IsSymbol("(") || further.IsWord("not") || further.IsWord("materialized")));
        return !before.IsSymbol(".") && !after.IsSymbol(".") && (!isUse || isWith);
    }

    private static double Combinations(List<SqliteToken> tokens)
    {
        var open = new Stack<(bool IsList, int Commas, int Ors)>([(false, 0, 0)]);
        var product = 1d;
        for (var i = 0; i < tokens.Count; i++)
        {
            var (isList, commas, ors) = open.Peek();
            if (tokens[i] is { Kind: SqliteTokenKind.Symbol, Text: "(" })
            {
                var isQuery = At(tokens, i + 1) is var first && (first.IsWord("select") || first.IsWord("values") || first.IsWord("with"));
                open.Push((i > 0 && tokens[i - 1].IsWord("in") && !isQuery, 0, 0));
            }
            else if (tokens[i] is { Kind: SqliteTokenKind.Symbol, Text: ")" } && open.Count > 1)
            {
                product *= isList ? commas + 1 : ors + 1;
                open.Pop();
            }
            else if (tokens[i].IsWord("or") || tokens[i] is { Kind: SqliteTokenKind.Symbol, Text: "," })
            {
                open.Pop();
                open.Push((isList, commas + (tokens[i].Text is "," ? 1 : 0), ors + (tokens[i].Text is "," ? 0 : 1)));
            }
        }

        return product * (open.Peek().Ors + 1);
    }

    private static SqliteToken At(List<SqliteToken> tokens, int index) => index >= 0 && index < tokens.Count ? tokens[index] : new(SqliteTokenKind.Symbol, "");

    private static long? NumberAt(List<SqliteToken> tokens, int index) => At(tokens, index).Kind == SqliteTokenKind.Number
        && (At(tokens, index + 1) is { Kind: SqliteTokenKind.Symbol, Text: "" or ")" or ";" } || Array.Exists(AfterLimits, At(tokens, index + 1).IsWord))
        && long.TryParse(tokens[index].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
