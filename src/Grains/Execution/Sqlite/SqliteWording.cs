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

    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<long?> _limits = [];

    /// <param name="sql">The statement.</param>
    /// <param name="isTable">Whether a name is that of a table that holds rows.</param>
    public SqliteWording(string sql, Predicate<string> isTable)
    {
        var tokens = SqliteToken.Of(sql);
        Alternatives = Combinations(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            MimicsPlan |= token.Kind == SqliteTokenKind.Quoted && Array.Exists(Phrases, phrase => token.Text.Contains(phrase, StringComparison.Ordinal));
            if (token.IsName && isTable(token.Text))
            {
                _tables.Add(token.Text);
                _tables.Add(At(tokens, At(tokens, i + 1).IsWord("as") ? i + 2 : i + 1).Text);
            }
            else if (token.Kind == SqliteTokenKind.Symbol && token.Text is "<" or ">")
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

    /// <summary>How many whole numbers all that is compared lies among, if they are few.</summary>
    public long? ShortRange => _limits.TrueForAll(limit => limit is not null) && (_limits.Max() ?? 0) - (_limits.Min() ?? 0) is var length and < MaxRange ? length + 1 : null;

    /// <summary>
    /// How many combinations of values its lists of constants and its ORs name: the plan shows one search for all values of a list. Each pair of
    /// parentheses is taken as one condition, and all of them as side by side.
    /// </summary>
    public double Alternatives { get; }

    /// <summary>Whether it is the name of a table, or one that the statement gives to a table.</summary>
    public bool IsOfTable(string name) => _tables.Contains(name);

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

    private static SqliteToken At(List<SqliteToken> tokens, int index) => index < tokens.Count ? tokens[index] : new(SqliteTokenKind.Symbol, "");

    private static long? NumberAt(List<SqliteToken> tokens, int index) => At(tokens, index).Kind == SqliteTokenKind.Number && At(tokens, index + 1).Text is not "."
        && long.TryParse(tokens[index].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
