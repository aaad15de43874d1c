using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Answers questions about the catalog itself in words: which tables there are, what a table holds.</summary>
internal static class CatalogQuestion
{
    private const int MostListed = 60;

    /// <returns>The answer, or null when the question is about rows.</returns>
    public static string? Answer(ImmutableArray<Token> tokens, CatalogLexicon lexicon)
    {
        var question = string.Join(' ', tokens.Select(token => token.Lower));
        if (TablesAsked.IsMatch(question) && lexicon.Names.Find(Stemmer.Stem("tables")).Count == 0)
            return Tables(lexicon);
        return About.Match(question) is { Success: true } about && Named(about.Groups["name"].Value, lexicon) is { } table ? Describe(table, lexicon) : null;
    }

    private static CatalogTable? Named(string name, CatalogLexicon lexicon) =>
        lexicon.Names.Find(string.Join(' ', Tokenizer.Identifier(name).Select(token => token.Stem))).OfType<TableMention>()
            .Where(mention => mention.Via is null).MaxBy(mention => mention.Score)?.Table;

    private static string Tables(CatalogLexicon lexicon)
    {
        var tables = lexicon.Tables.Where(table => !table.Table.IsView).Select(table => table.Table.Name).ToList();
        var views = lexicon.Tables.Where(table => table.Table.IsView).Select(table => table.Table.Name).ToList();
        return $"There {(tables.Count == 1 ? "is" : "are")} {Count(tables.Count, "table")}{Names(tables)}." + (views.Count == 0 ? "" : $" And {Count(views.Count, "view")}{Names(views)}.");
    }

    private static string Describe(CatalogTable table, CatalogLexicon lexicon)
    {
        var columns = table.Columns.Select(column => $"{column.Name} ({column.Type.ToString().ToLowerInvariant()})").ToList();
        var text = $"{table.Name} has {Count(columns.Count, "column")}: {Listed(columns)}.";
        if (table.RowCount is { } rows)
            text += $" It holds {Count(rows, "row")}.";
        var hops = lexicon.Joins.From(table);
        text += Related(" It refers to ", hops.Where(hop => hop.ToOne));
        return text + Related(" It is referred to by ", hops.Where(hop => !hop.ToOne));
    }

    private static string Related(string words, IEnumerable<JoinHop> hops)
    {
        var names = hops.Select(hop => hop.To.Name).Distinct().ToList();
        return names.Count == 0 ? "" : words + Listed(names) + ".";
    }

    private static string Names(List<string> names) => names.Count == 0 ? "" : ": " + Listed(names);

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostListed} more") : "");

    private static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private static readonly Regex TablesAsked = new(@"^(?:(?:what|which) (?:tables|data|datasets)(?: (?:are|is) (?:there|available|stored)| do (?:you|we|i) have| can (?:i|you) (?:query|use|see|ask about)| exist)?(?: in (?:the|this) (?:database|source))?"
        + @"|(?:list|show|name|give)(?: me)?(?: all)?(?: of)?(?: the)? tables(?: (?:there are|you have|available))?(?: (?:in|of) (?:the|this) (?:database|source))?|what is in (?:the|this) database|what can i ask(?: you)?(?: about)?)$", RegexOptions.NonBacktracking);

    private static readonly Regex About = new(@"^(?:(?:what|which) (?:columns|fields|attributes) (?:does|do|are in|are there in|has|have)(?: the)?(?: table)? (?<name>.+?)(?: table)?(?: have| contain)?"
        + @"|(?:(?:list|show|give)(?: me)?(?: all)?(?: the)?|what are the) (?:columns|fields|attributes) (?:of|in|for)(?: the)?(?: table)? (?<name>.+?)(?: table)?"
        + @"|(?:describe|explain)(?: the)?(?: table)? (?<name>.+?)(?: table)?"
        + @"|what (?:do you|do we|can you tell me|is (?:known|stored)) ?(?:know |have )?about(?: the)?(?: table)? (?<name>.+?)(?: table)?|what is in the (?:table )?(?<name>.+?) table)$", RegexOptions.NonBacktracking);
}
