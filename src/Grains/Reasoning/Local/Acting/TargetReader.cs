using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Reads the rows that a phrase of a request speaks of: "client 17", "the Growth plan", "Hugo Lopez", "all overdue invoices".</summary>
internal sealed class TargetReader(CatalogLexicon lexicon, ActingNames names, RowConditions conditions, ConditionTargets ranges)
{
    private static readonly HashSet<string> Markers = new(["no", "no.", "nr", "nr.", "number", "id", "#", "with", "called", "named", "titled", "the"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Pronouns = ["it", "this", "that", "them", "they", "these", "those", "everything", "all", "him", "her", "one", "ones", "something", "anything", "stuff", "of"];

    // Words for whatever a name belongs to.
    private static readonly HashSet<string> Nouns = new(["account", "record", "entry", "row", "item"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every way to read the phrase, those that name their table first.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="fits">Whether rows of a table can be meant.</param>
    public IEnumerable<RowTarget> Read(string phrase, Func<TableEntry, bool> fits)
    {
        if (Phrase.Tokens(phrase).All(token => Pronouns.Contains(token.Lower)))
            return [];
        var found = Named(phrase).Select(target => target with { Words = Phrase.WithoutArticle(phrase) }).Concat(ranges.Read(phrase, names)).Concat(Owned(phrase)).Where(target => fits(lexicon[target.Table])).ToList();
        if (found.Count > 0)
            return found;
        var name = WithoutNoun(phrase);
        return lexicon.Tables.Where(table => !table.Table.IsView && fits(table)).Select(table => Called(table, name)).OfType<RowTarget>().Select(target => target with { Naming = Naming.Name });
    }

    /// <summary>The rows of a table that words without its name stand for: its key or what it is called by.</summary>
    public RowTarget? Of(TableEntry table, string words) =>
        Named(words).FirstOrDefault(target => target.Table == table.Table) ?? Bare(table, words);

    /// <summary>The row of the table that is called so.</summary>
    public RowTarget? Called(TableEntry table, string phrase)
    {
        var name = Phrase.Unquoted(Phrase.WithoutArticle(phrase));
        if (name.Length == 0 || name.Any(char.IsControl) || conditions.ByName(table, name) is not { } exact)
            return null;
        return Target(table, exact, $"\"{name}\" ({ReadingWords.Name(table.Table.Name)})") with { OrWhere = conditions.ByBeginning(table, name) };
    }

    private IEnumerable<RowTarget> Named(string phrase)
    {
        foreach (var (table, rest, _) in names.LeadingTables(phrase))
        {
            if (rest.Length > 0 && (Bare(table, Unmarked(rest)) ?? Within(table, Unmarked(rest))) is { } target)
                yield return target;
        }

        foreach (var (table, rest) in names.TrailingTables(phrase))
        {
            if (!IsPlural(phrase) && Called(table, rest) is { } target)
                yield return target;
        }
    }

    // "all overdue invoices of client 5": rows told by what holds of them and by whom they belong to.
    private IEnumerable<RowTarget> Owned(string phrase)
    {
        foreach (var (before, after) in Phrase.Cuts(phrase, "of", "for", "from", "by", "in"))
        {
            foreach (var rows in ranges.Read(before, names, isPart: true))
            {
                foreach (var hop in lexicon.Joins.From(rows.Table).Where(hop => hop is { ToOne: true, FromColumns.Length: 1 }))
                {
                    if (Of(lexicon[hop.To], after) is { IsOne: true } owner && IsNamed(hop, after))
                        yield return rows with { Where = rows.Where.Length == 0 ? conditions.Of(hop, owner) : $"{rows.Where} AND {conditions.Of(hop, owner)}", Words = Phrase.WithoutArticle(phrase), Owner = Only(owner) };
                }
            }
        }
    }

    // A bare name may be of several things that the rows refer to; a look-up tells.
    private bool IsNamed(JoinHop hop, string words) => !lexicon[hop.To].Label.IsEmpty && !Phrase.Tokens(words).All(token => token.Kind is TokenKind.Number or TokenKind.Date);

    // Where rows hang on it, a name that only begins so is not enough.
    private static RowTarget Only(RowTarget owner) => owner with { OrWhere = null, Expected = 1 };

    private RowTarget? Bare(TableEntry table, string words)
    {
        if (conditions.ByKeys(table, words) is { } keys)
            return Target(table, keys.Where, $"{ReadingWords.Name(table.Table.Name)} {words}") with { Expected = keys.Count, Shown = null };
        if (conditions.ByKey(table, words) is { } key)
            return Target(table, key, $"{ReadingWords.Name(table.Table.Name)} {words.TrimStart('#')}");
        return Phrase.IsQuoted(words) || !IsCondition(words) ? Called(table, words) : null;
    }

    // "contract 2 of client 25", "contact Ann Lee of Acme": the row among those of another.
    private RowTarget? Within(TableEntry table, string words)
    {
        foreach (var (before, after) in Phrase.Cuts(words, "of", "for", "from", "at"))
        {
            foreach (var hop in lexicon.Joins.From(table.Table).Where(hop => hop is { ToOne: true, FromColumns.Length: 1 }))
            {
                if (Of(lexicon[hop.To], after) is not { } owner)
                    continue;
                if (conditions.ByParts(table, before, hop, owner) is { } parts)
                    return Target(table, parts, $"{ReadingWords.Name(table.Table.Name)} {before} of {owner.Words}") with { Owner = Only(owner) };
            }
        }

        return null;
    }

    private RowTarget Target(TableEntry table, string where, string words) =>
        new() { Table = table.Table, Where = where, Shown = conditions.Key(table.Table), Words = words };

    private static bool IsPlural(string phrase) => Phrase.Words(phrase) is [.., var last] && last.EndsWith('s') && Phrase.Words(phrase)[0].ToUpperInvariant() is "ALL" or "EVERY" or "EACH";

    // Words that compare or relate are no name.
    private static bool IsCondition(string words) => Phrase.Tokens(words).Any(token =>
        Vocabulary.Find(token.Lower) is { Kind: CueKind.Compare or CueKind.Than or CueKind.Not } || token.Lower is "of" or "with" or "that" or "which" or "who" or "whose" or "from" or "older" or "newer");

    private static string WithoutNoun(string phrase)
    {
        var words = Phrase.Words(Phrase.WithoutArticle(phrase));
        return words is [_, .., var last] && Nouns.Contains(last) ? Phrase.Join(words, 0, words.Length - 1)
            : words is [var first, _, ..] && Nouns.Contains(first) ? Phrase.Join(words, 1, words.Length)
            : phrase;
    }

    private static string Unmarked(string rest)
    {
        var words = Phrase.Words(rest.Replace("#", "# ", StringComparison.Ordinal));
        var start = 0;
        while (start < words.Length - 1 && Markers.Contains(words[start]))
            start++;
        return Phrase.Join(words, start, words.Length);
    }
}
