using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Finds the table or the column that a phrase names. A request acts on what is named; what merely sounds alike is left alone.</summary>
internal sealed class ActingNames(CatalogLexicon lexicon, SynonymMap synonyms)
{
    private const double WholeName = 0.9;

    private const int LongestName = 3;

    // What a person says around a column that is called without it: "phone number", "due date", "number of seats".
    private static readonly HashSet<string> Around = ["date", "number", "address", "value", "amount", "of", "field", "percentage", "rate", "time", "level", "text", "name"];

    private static readonly HashSet<string> Suffixes = ["id", "code", "key", "no", "on", "at", "is", "has"];

    /// <summary>The tables called by the phrase: by the whole name, or else by its last word.</summary>
    public ImmutableArray<TableEntry> Tables(string phrase)
    {
        var stems = Phrase.Stems(phrase);
        if (stems.Length == 0)
            return [];
        var named = synonyms.Find(stems, lexicon).Concat(lexicon.Names.Find(stems)).OfType<TableMention>()
            .Where(mention => mention.Via is null && !mention.Table.IsView).ToList();
        var whole = named.Where(mention => mention.Score >= WholeName).ToList();
        return [.. (whole.Count > 0 ? whole : named).Select(mention => mention.Table).Distinct().Select(table => lexicon[table])];
    }

    /// <summary>Each way to read the beginning of the phrase as the name of a table, with the rest.</summary>
    public IEnumerable<(TableEntry Table, string Left, int Words)> LeadingTables(string phrase)
    {
        var words = Phrase.Words(Phrase.WithoutArticle(phrase));
        for (var length = Math.Min(words.Length, LongestName); length > 0; length--)
        {
            foreach (var table in Tables(Phrase.Join(words, 0, length)))
                yield return (table, Phrase.Join(words, length, words.Length), length);
        }
    }

    /// <summary>Each way to read the end of the phrase as the name of a table, with what stands before.</summary>
    public IEnumerable<(TableEntry Table, string Left)> TrailingTables(string phrase)
    {
        var words = Phrase.Words(Phrase.WithoutArticle(phrase));
        for (var length = Math.Min(words.Length - 1, LongestName); length > 0; length--)
        {
            foreach (var table in Tables(Phrase.Join(words, words.Length - length, words.Length)))
                yield return (table, Phrase.Join(words, 0, words.Length - length));
        }
    }

    /// <summary>The columns of the table that the phrase names best; several when it names them equally well.</summary>
    public ImmutableArray<ColumnRef> Columns(TableEntry table, string phrase)
    {
        var words = Tokenizer.Identifier(Phrase.Plain(phrase));
        var learned = synonyms.Find(string.Join(' ', words.Select(word => word.Stem)), lexicon).OfType<ColumnMention>().Where(mention => mention.Column.Table == table.Table).ToList();
        if (learned.Count > 0)
            return [.. learned.Select(mention => mention.Column)];
        if (Best(table, words) is { IsEmpty: false } found)
            return found;
        return Best(table, [.. words.Where(word => !Around.Contains(word.Lower))]);
    }

    private static ImmutableArray<ColumnRef> Best(TableEntry table, ImmutableArray<Token> words)
    {
        if (words.IsEmpty)
            return [];
        if (words is [{ Lower: "name" or "title" }] && table.Label is [{ Role: not ColumnRole.Key } label])
            return [label];
        var scored = table.Columns.Select(column => (column.Ref, Score: Score(table, column, words))).Where(pair => pair.Score > 0).ToList();
        var best = scored.Count == 0 ? 0 : scored.Max(pair => pair.Score);
        return [.. scored.Where(pair => pair.Score == best).Select(pair => pair.Ref)];
    }

    private static int Score(TableEntry table, ColumnEntry column, ImmutableArray<Token> words)
    {
        if (Same(column.Words, words))
            return 4;
        ImmutableArray<Token> bare = [.. column.Words.Where(word => !Suffixes.Contains(word.Lower))];
        if (bare.Length > 0 && Same(bare, words))
            return 3;
        ImmutableArray<Token> own = [.. bare.Where(word => table.Words.All(other => other.Stem != word.Stem))];
        if (own.Length > 0 && Same(own, words))
            return 2;
        return words.Length == 1 && bare.Length > 1 && bare.Any(word => word.Stem == words[0].Stem) ? 1 : 0;
    }

    private static bool Same(ImmutableArray<Token> one, ImmutableArray<Token> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First.Stem == pair.Second.Stem);
}
