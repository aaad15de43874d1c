using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Cuts a question into pieces and takes its values, numbers and dates out.</summary>
/// <param name="lexicon">Names and stored values.</param>
/// <param name="today">What relative dates are counted from.</param>
internal sealed class Masking(CatalogLexicon lexicon, DateOnly today)
{
    private const double WholeName = 0.9;

    private const int LongestName = 4;

    private const int LongestLiteral = 8;

    /// <summary>Masks a learned question: what its statement holds as a literal is a value, whatever the catalog knows.</summary>
    public Masked Known(ImmutableArray<Token> tokens, string sql)
    {
        var literals = Statements.Literals(sql).Where(literal => literal.IsText)
            .Select(literal => string.Join(' ', Tokenizer.Identifier(literal.Value).Select(token => token.Lower)))
            .Where(words => words.Length > 0).ToHashSet(StringComparer.Ordinal);
        return Mask(tokens, at => Longest(tokens, at, LongestLiteral, phrase => literals.Contains(phrase) ? Hits(phrase) : null));
    }

    /// <summary>Masks a question as another one is masked: values of the columns compared there go before values of any other.</summary>
    public Masked Asked(ImmutableArray<Token> tokens, ImmutableHashSet<ColumnRef> columns) =>
        Mask(tokens, at => Longest(tokens, at, lexicon.Values.LongestValue, phrase => Hits(phrase) is var hits && hits.Any(hit => columns.Contains(hit.Column)) ? hits : null));

    private Masked Mask(ImmutableArray<Token> tokens, Func<int, (Slot Slot, int Length)?> preferred)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        for (var at = 0; at < tokens.Length;)
        {
            var (piece, length) = PieceAt(tokens, at, preferred);
            pieces.Add(piece);
            at += length;
        }

        return new(pieces.ToImmutable());
    }

    private (Piece Piece, int Length) PieceAt(ImmutableArray<Token> tokens, int at, Func<int, (Slot Slot, int Length)?> preferred)
    {
        if ((DateAt(tokens, at) ?? preferred(at) ?? ValueAt(tokens, at)) is { } found)
            return (new(tokens.Slice(at, found.Length)) { Slot = found.Slot }, found.Length);
        for (var length = Math.Min(Vocabulary.LongestPhrase, tokens.Length - at); length >= 1; length--)
        {
            if (Vocabulary.Find(Phrase(tokens, at, length, token => token.Lower)) is { } cue)
                return (new(tokens.Slice(at, length)) { Cue = cue }, length);
            if (length <= LongestName && Name(tokens.Slice(at, length)) is { } name)
                return (name, length);
        }

        return (new(tokens.Slice(at, 1)) { Slot = Literal(tokens[at]) }, 1);
    }

    private (Slot Slot, int Length)? DateAt(ImmutableArray<Token> tokens, int at) =>
        DateReader.Read(tokens, at, today) is { } date ? (new(tokens[at].Text, [], null, date.Span), date.Length) : null;

    // A name of the schema or a word of the closed vocabulary that also happens to be stored somewhere is not taken for a value.
    private (Slot Slot, int Length)? ValueAt(ImmutableArray<Token> tokens, int at) => Longest(
        tokens, at, lexicon.Values.LongestValue,
        phrase => Hits(phrase) is { IsEmpty: false } hits && (phrase.Contains(' ', StringComparison.Ordinal) || IsValueLike(tokens[at], phrase)) ? hits : null);

    private static (Slot Slot, int Length)? Longest(ImmutableArray<Token> tokens, int at, int longest, Func<string, ImmutableArray<ValueHit>?> find)
    {
        for (var length = Math.Min(longest, tokens.Length - at); length >= 1; length--)
        {
            var phrase = Phrase(tokens, at, length, token => token.Lower);
            if (find(phrase) is { } hits)
                return (new(phrase, hits, length == 1 && tokens[at].Kind == TokenKind.Number && hits.IsEmpty ? tokens[at].Number : null, null), length);
        }

        return null;
    }

    private ImmutableArray<ValueHit> Hits(string phrase) => [.. lexicon.Values.Exact(phrase)];

    private bool IsValueLike(Token token, string phrase) =>
        Vocabulary.Find(phrase) is null && lexicon.Names.Find(token.Stem).All(mention => mention.Score < WholeName);

    private Piece? Name(ImmutableArray<Token> words)
    {
        var whole = lexicon.Names.Find(Phrase(words, 0, words.Length, word => word.Stem)).Where(mention => mention.Score >= WholeName).ToList();
        return whole.Count == 0 ? null : new(words) { IsName = true, Columns = [.. whole.OfType<ColumnMention>().Select(mention => mention.Column)] };
    }

    private Slot? Literal(Token token) => token.Kind switch
    {
        TokenKind.Number => new(token.Lower, [], token.Number, null),
        TokenKind.Quoted => new(token.Text.Trim(), Hits(string.Join(' ', Tokenizer.Identifier(token.Text).Select(word => word.Lower))), null, null),
        _ => null,
    };

    private static string Phrase(ImmutableArray<Token> tokens, int at, int length, Func<Token, string> part) =>
        length == 1 ? part(tokens[at]) : string.Join(' ', tokens.Slice(at, length).Select(part));
}
