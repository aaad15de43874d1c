using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Cuts a question into spans and says what each may stand for: names and values of the catalog, learned synonyms,
/// numbers, dates and the closed vocabulary. The cut with the highest total score wins (dynamic programming over positions).
/// </summary>
internal sealed class Linker(CatalogLexicon lexicon, SynonymMap synonyms, MeaningLinker meaning)
{
    private const int LongestName = 4;

    private const int MostCandidates = 24;

    private const double WholeName = 0.9;

    private const double ViewDiscount = 0.25;

    private readonly Dictionary<(string Text, string Stems, string Before, string After), ImmutableArray<Mention>> _candidates = [];

    public ImmutableArray<LinkedSpan> Link(ImmutableArray<Token> tokens, DateOnly today)
    {
        var spans = Cut(tokens, today);
        spans = meaning.Fill(spans, tokens, lexicon);
        return ContextRanker.Rank(spans, lexicon);
    }

    private ImmutableArray<LinkedSpan> Cut(ImmutableArray<Token> tokens, DateOnly today)
    {
        var best = new double[tokens.Length + 1];
        var choice = new LinkedSpan[tokens.Length];
        for (var start = tokens.Length - 1; start >= 0; start--)
        {
            best[start] = double.NegativeInfinity;
            foreach (var span in SpansAt(tokens, start, today))
            {
                var worth = Worth(span) + best[span.End];
                if (worth > best[start])
                    (best[start], choice[start]) = (worth, span);
            }
        }

        var cut = ImmutableArray.CreateBuilder<LinkedSpan>();
        for (var at = 0; at < tokens.Length; at = choice[at].End)
            cut.Add(choice[at]);
        return cut.ToImmutable();
    }

    // Longer spans explain more: "highest point" as one name beats "highest" and "point" apart.
    private static double Worth(LinkedSpan span)
    {
        if (span.Candidates.Length == 0)
            return 0;
        var top = span.Candidates[0];
        var basis = top is CueMention { Cue.Kind: CueKind.Stop } ? 0.45 : top.Score;
        return basis * span.Length + 0.25 * (span.Length - 1);
    }

    private IEnumerable<LinkedSpan> SpansAt(ImmutableArray<Token> tokens, int start, DateOnly today)
    {
        var longest = Math.Min(tokens.Length - start, Math.Max(LongestName, lexicon.Values.LongestValue));
        if (DateReader.Read(tokens, start, today) is { } date)
            yield return Span(tokens, start, date.Length, [new DateMention(date.Span)]);
        for (var length = longest; length >= 1; length--)
        {
            var found = Candidates(tokens, start, length);
            if (found.Length > 0 || length == 1)
                yield return Span(tokens, start, length, found);
        }
    }

    // A long question says the same words over and over, and in a large catalog many things bear a common name.
    private ImmutableArray<Mention> Candidates(ImmutableArray<Token> tokens, int start, int length)
    {
        var key = (Join(tokens, start, length, token => token.Text), Join(tokens, start, length, token => token.Stem), length == 1 && start > 0 ? tokens[start - 1].Lower : "",
            start + length < tokens.Length ? tokens[start + length].Lower : "");
        if (!_candidates.TryGetValue(key, out var found))
            _candidates[key] = found = [.. Find(tokens, start, length).OrderByDescending(mention => mention.Score).Take(MostCandidates)];
        return found;
    }

    private List<Mention> Find(ImmutableArray<Token> tokens, int start, int length)
    {
        var found = new List<Mention>();
        var lower = Join(tokens, start, length, token => token.Lower);
        var cue = length <= Vocabulary.LongestPhrase ? Vocabulary.Find(lower) : null;
        if (cue is { NeedsColumn: true } && !cue.Words.Any(word => lexicon.Names.Find(Stemmer.Stem(word)).Count > 0))
            cue = null;
        if (cue is not null)
            found.Add(new CueMention(cue));
        if (length == 1 && tokens[start].Kind == TokenKind.Number)
            found.Add(new NumberMention(tokens[start].Number));
        if (length == 1 && cue is { Kind: CueKind.Stop } && tokens[start].Lower.Length <= 4 && !IsAcronym(tokens, start))
            return found;
        if (length == 1 && cue is { Kind: CueKind.Stop } && IsAcronym(tokens, start) && lexicon.Values.Exact(lower).Count > 0)
            found.Clear();
        var stems = Join(tokens, start, length, token => token.Stem);
        if (length <= LongestName)
        {
            found.AddRange(synonyms.Find(stems, lexicon));
            found.AddRange(lexicon.Names.Find(stems));
            if (length > 1 && Vocabulary.Find(tokens[start].Lower) is { Kind: CueKind.Aggregate } function)
                AddAggregates(found, function.Argument, stems, Join(tokens, start + 1, length - 1, token => token.Stem), IsOf(tokens, start + length));
        }

        for (var i = 0; i < found.Count; i++)
            found[i] = Discounted(found[i]);
        AddValues(found, lower, stems, cue is null || found.Count == 0 ? 0 : 0.25);
        if (length > 1)
            AddNamedValues(found, tokens, start, length);
        return found;
    }

    // "in IT", "an A": what would be a small word is a name when it is written like one.
    private static bool IsAcronym(ImmutableArray<Token> tokens, int at)
    {
        var text = tokens[at].Text;
        if (!text.All(char.IsAsciiLetterUpper) || tokens.All(token => !token.Text.Any(char.IsAsciiLetterLower)))
            return false;
        return text.Length > 1 || at > 0 && tokens[at - 1].Lower is "a" or "an" or "grade" or "class" or "type";
    }

    private void AddValues(List<Mention> found, string lower, string stems, double penalty)
    {
        var exact = lexicon.Values.Exact(lower);
        foreach (var hit in exact)
            found.Add(new ValueMention(hit.Column, hit.Value, 0.97 - penalty, "value"));
        if (exact.Count > 0)
            return;
        foreach (var hit in lexicon.Values.Inflected(stems))
            found.Add(new ValueMention(hit.Column, hit.Value, (stems.Contains(' ', StringComparison.Ordinal) ? 0.6 : 0.9) - penalty, "value"));
    }

    // A view repeats what tables hold, often summed up: what a table can answer is asked of the table.
    private static Mention Discounted(Mention mention)
    {
        var view = mention is TableMention { Table.IsView: true } or ColumnMention { Column.Table.IsView: true } or AggregateMention { Column.Table.IsView: true };
        return view && mention.Why != "learned" ? mention with { Score = mention.Score - ViewDiscount } : mention;
    }

    // "total amount" is the sum of an amount, and "the total amount of all invoices" also of one that is called total_amount.
    private void AddAggregates(List<Mention> found, string function, string whole, string rest, bool isOf)
    {
        var named = lexicon.Names.Find(whole).OfType<ColumnMention>().Where(column => column.Column.IsMeasure).ToList();

        // Where the whole phrase names a column, a part of another one's name is not meant.
        var least = named.Exists(column => column.Score >= WholeName) ? WholeName : 0;
        foreach (var column in named.Concat(lexicon.Names.Find(rest).OfType<ColumnMention>().Where(column => column.Column.IsMeasure && column.Score >= least)))
            found.Add(new AggregateMention(function, column.Column, column.Score + (isOf ? 0.02 : -0.01)));
    }

    private static bool IsOf(ImmutableArray<Token> tokens, int at) => at < tokens.Length && tokens[at].Lower == "of" && !tokens[at - 1].Lower.EndsWith('s');

    // "Acme account", "account Acme": a value together with the name of its table.
    private void AddNamedValues(List<Mention> found, ImmutableArray<Token> tokens, int start, int length)
    {
        AddNamedValues(found, tokens[start + length - 1].Stem, Join(tokens, start, length - 1, token => token.Lower));
        AddNamedValues(found, tokens[start].Stem, Join(tokens, start + 1, length - 1, token => token.Lower));
    }

    private void AddNamedValues(List<Mention> found, string name, string value)
    {
        var hits = lexicon.Values.Exact(value);
        if (hits.Count == 0)
            return;
        foreach (var mention in lexicon.Names.Find(name))
        {
            foreach (var hit in hits)
            {
                var fits = mention is TableMention { Score: > 0.9 } table && table.Table == hit.Column.Table && lexicon[table.Table].Label.Contains(hit.Column);
                if (fits && !found.Any(other => other is ValueMention known && known.Column == hit.Column))
                    found.Add(new ValueMention(hit.Column, hit.Value, 1, "value"));
            }
        }
    }

    private static LinkedSpan Span(ImmutableArray<Token> tokens, int start, int length, ImmutableArray<Mention> candidates) =>
        new(start, length, Join(tokens, start, length, token => token.Text), candidates);

    private static string Join(ImmutableArray<Token> tokens, int start, int length, Func<Token, string> part) =>
        length == 1 ? part(tokens[start]) : string.Join(' ', tokens.AsSpan(start, length).ToArray().Select(part));
}
