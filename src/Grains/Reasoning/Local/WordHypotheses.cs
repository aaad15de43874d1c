using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local;

/// <summary>What a word that the planner could not place may stand for, seen in the statement that answers its question.</summary>
internal static partial class WordHypotheses
{
    /// <summary>Meanings as <see cref="SynonymMap"/> reads them, likeliest first.</summary>
    /// <param name="question">The question; a literal that it holds is explained already.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="lexicon">The catalog.</param>
    public static IEnumerable<string> Of(string question, string sql, CatalogLexicon lexicon)
    {
        var tables = lexicon.Tables.Where(table => Holds(sql, table.Table.Name)).ToList();
        foreach (Match match in Comparison().Matches(sql))
        {
            if (Holds(question, match.Groups["value"].Value.Trim('\'')))
                continue;
            foreach (var table in Tables(match.Groups["alias"].Value, match.Groups["column"].Value, sql, tables))
                yield return $"{table.Table.Identifier}.{match.Groups["column"].Value} {match.Groups["operator"].Value} {match.Groups["value"].Value}";
        }

        // Truth needs no comparison to be a condition.
        foreach (var flag in tables.SelectMany(table => table.Columns).Select(column => column.Ref).Where(column => column.Role == ColumnRole.Flag && Holds(sql, column.Column.Name)))
        {
            var not = Regex.IsMatch(sql, $@"\bNOT\s+(?:\w+\.)?""?{Regex.Escape(flag.Column.Name)}\b|\b{Regex.Escape(flag.Column.Name)}""?\s*(?:=\s*(?:0|false)\b|IS\s+FALSE\b)", RegexOptions.IgnoreCase);
            yield return $"{flag} = {(not ? "false" : "true")}";
        }

        yield return SynonymMap.Nothing;
        foreach (var column in tables.SelectMany(table => table.Columns).Where(column => column.Ref.Role != ColumnRole.Key && Holds(sql, column.Ref.Column.Name)))
            yield return column.Ref.ToString();
        foreach (var table in tables)
            yield return table.Table.Identifier;
    }

    private static List<TableEntry> Tables(string alias, string column, string sql, List<TableEntry> tables)
    {
        var owners = tables.Where(table => table.Columns.Any(entry => entry.Ref.Column.Name.Equals(column, StringComparison.OrdinalIgnoreCase))).ToList();
        var named = owners.Where(table => alias.Length > 0 && Regex.IsMatch(
            sql, $@"\b{Regex.Escape(table.Table.Name)}\b[""\]`]?\s+(?:AS\s+)?{Regex.Escape(alias)}\b|^{Regex.Escape(table.Table.Name)}$", RegexOptions.IgnoreCase)).ToList();
        return named.Count > 0 ? named : owners;
    }

    private static bool Holds(string text, string name) => Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(name)}(?!\w)", RegexOptions.IgnoreCase);

    [GeneratedRegex("""(?:(?<alias>\w+)\.)?["`\[]?(?<column>\w+)["`\]]?\s*(?:::\s*\w+\s*)?(?<operator><=|>=|<>|=|<|>)\s*(?<value>'[^']*'|\d+(?:\.\d+)?)(?![\w.])""")]
    private static partial Regex Comparison();
}
