using System.Globalization;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// What the words of a change say of its plan. The lines of a plan carry names that the statement chose, which may be those of other
/// tables or the plan's own phrases, and leave out the values.
/// </summary>
internal sealed class SqliteWording
{
    /// <summary>Most values in a range that counts as bounded.</summary>
    private const long MaxRange = 10_000;

    private static readonly string[] Phrases = ["CONSTANT ROW", "VALUES CLAUSE", "SUBQUERY", "IN-OPERATOR", "USING ", "AUTOMATIC", "VIRTUAL TABLE", "-JOIN"];

    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<long?> _limits = [];

    /// <param name="sql">The statement.</param>
    /// <param name="isTable">Whether a name is that of a table that holds rows.</param>
    public SqliteWording(string sql, Predicate<string> isTable)
    {
        var tokens = SqliteToken.Of(sql);
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

    /// <summary>Whether all that is compared lies within a short range of whole numbers.</summary>
    public bool HasShortRangesOnly => _limits.TrueForAll(limit => limit is not null) && (Int128)(_limits.Max() ?? 0) - (_limits.Min() ?? 0) < MaxRange;

    /// <summary>Whether it is the name of a table, or one that the statement gives to a table.</summary>
    public bool IsOfTable(string name) => _tables.Contains(name);

    private static SqliteToken At(List<SqliteToken> tokens, int index) => index < tokens.Count ? tokens[index] : new(SqliteTokenKind.Symbol, "");

    private static long? NumberAt(List<SqliteToken> tokens, int index) => At(tokens, index).Kind == SqliteTokenKind.Number && At(tokens, index + 1).Text is not "."
        && long.TryParse(tokens[index].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
