using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Turns the statement of one question into that of its sibling: the opposite superlative, another function, comparison or column,
/// wherever the statement shows exactly what the exchanged word stands for.
/// </summary>
/// <param name="Sql">The statement so far.</param>
/// <param name="Exchanged">Names of the learned question with what stands for them in the one asked, as stems.</param>
/// <param name="Changes">How many words were exchanged.</param>
internal sealed partial record SiblingRewrite(string Sql, ImmutableDictionary<string, string> Exchanged, int Changes)
{
    /// <returns>The rewritten statement, or null when the two questions differ in a way that the statement does not show.</returns>
    public static SiblingRewrite? Of(string sql, Masked known, Masked asked)
    {
        var rewrite = new SiblingRewrite(sql, ImmutableDictionary<string, string>.Empty, 0);
        if (!Ways(known).SequenceEqual(Ways(asked), StringComparer.Ordinal))
            return null;
        return rewrite.Cues(Others(known), Others(asked))?.Names(known, asked);
    }

    // "from A to B" and "to B from A": which value is which is settled where values are paired.
    private static IEnumerable<string> Ways(Masked masked) => masked.Cues.Where(cue => cue.Kind == CueKind.Way).Select(cue => cue.Argument).Order(StringComparer.Ordinal);

    private static ImmutableArray<Cue> Others(Masked masked) => [.. masked.Cues.Where(cue => cue.Kind != CueKind.Way)];

    private SiblingRewrite? Cues(ImmutableArray<Cue> known, ImmutableArray<Cue> asked)
    {
        if (known.Length != asked.Length)
            return null;
        var differ = Enumerable.Range(0, known.Length).Where(i => !IsSame(known[i], asked[i])).ToList();
        if (differ.Count == 0)
            return this;
        var kind = known[differ[0]].Kind;
        var alike = known.Count(cue => cue.Kind == kind);
        if (differ.Count != alike || differ.Any(i => known[i].Kind != kind || asked[i].Kind != kind))
            return null;
        return kind switch
        {
            CueKind.Superlative or CueKind.Most when differ.All(i => known[i].Descending != asked[i].Descending && IsSameDimension(known[i], asked[i])) => Opposite(),
            CueKind.Aggregate when differ.Count == 1 => Exchange(Function(known[differ[0]].Argument), asked[differ[0]].Argument + "("),
            CueKind.Compare when differ.Count == 1 && IsOperator(known[differ[0]]) && IsOperator(asked[differ[0]]) =>
                Exchange(Operator(known[differ[0]].Argument), asked[differ[0]].Argument),
            _ => null,
        };
    }

    // "longest" and "shortest" share the length; what is measured must not change with the direction.
    private static bool IsSameDimension(Cue known, Cue asked) => known.Words.Length == 0 || known.Words.Any(asked.Words.Contains);

    private static bool IsSame(Cue known, Cue asked) =>
        known.Kind == asked.Kind && known.Argument == asked.Argument && known.Descending == asked.Descending
        && (known.Kind != CueKind.HowMuch || known.Words.SequenceEqual(asked.Words));

    private static bool IsOperator(Cue cue) => cue.Argument is ">" or "<" or ">=" or "<=";

    private SiblingRewrite? Opposite()
    {
        var (greatest, least) = (Greatest().Count(Sql), Least().Count(Sql));
        if (greatest > 0 == least > 0)
            return null;
        var sql = Either().Replace(Sql, match => match.Value.ToUpperInvariant() switch
        {
            "DESC" => "ASC",
            "ASC" => "DESC",
            _ when match.Value.StartsWith("MAX", StringComparison.OrdinalIgnoreCase) => "MIN(",
            _ => "MAX(",
        });
        return this with { Sql = sql, Changes = Changes + 1 };
    }

    private SiblingRewrite? Exchange(Regex from, string to) =>
        from.Count(Sql) == 1 ? this with { Sql = from.Replace(Sql, to), Changes = Changes + 1 } : null;

    private SiblingRewrite? Names(Masked known, Masked asked)
    {
        var rewrite = this;
        var lost = known.Words.Where(word => word.IsName && asked.Words.All(other => other.Stems != word.Stems)).ToList();
        var found = asked.Words.Where(word => word.IsName && known.Words.All(other => other.Stems != word.Stems)).ToList();
        if (lost.Count != found.Count)
            return rewrite;
        for (var i = 0; i < lost.Count; i++)
        {
            if (rewrite.Column(lost[i], found[i]) is not { } next)
                return null;
            rewrite = next;
        }

        return rewrite;
    }

    // The other column must be of the same table and type: the rest of the statement then reads as before.
    private SiblingRewrite? Column(Piece known, Piece asked)
    {
        foreach (var from in known.Columns.Where(column => Identifier(column.Column.Name).IsMatch(Sql) && Identifier(column.Table.Name).IsMatch(Sql)))
        {
            var to = asked.Columns.FirstOrDefault(column => column.Table == from.Table && column.Column.Type == from.Column.Type);
            if (to is null || known.Columns.Count(column => column.Table == from.Table) > 1)
                continue;
            if (Identifier(to.Column.Name).IsMatch(Sql))
                return null;
            return this with
            {
                Sql = Identifier(from.Column.Name).Replace(Sql, to.Column.Name),
                Exchanged = Exchanged.SetItem(known.Stems, asked.Stems),
                Changes = Changes + 1,
            };
        }

        return null;
    }

    private static Regex Identifier(string name) => new($"""(?<![\w'])({Regex.Escape(name)})(?![\w'])""", RegexOptions.IgnoreCase);

    private static Regex Function(string name) => new($@"\b{name}\s*\(", RegexOptions.IgnoreCase);

    private static Regex Operator(string name) => new($"(?<![<>!=]){name}(?![<>=])");

    [GeneratedRegex(@"\bMAX\s*\(|\bDESC\b", RegexOptions.IgnoreCase)]
    private static partial Regex Greatest();

    [GeneratedRegex(@"\bMIN\s*\(|\bASC\b", RegexOptions.IgnoreCase)]
    private static partial Regex Least();

    [GeneratedRegex(@"\bM(?:AX|IN)\s*\(|\b(?:DE|A)SC\b", RegexOptions.IgnoreCase)]
    private static partial Regex Either();
}
