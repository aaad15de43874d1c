using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Takes values, numbers and dates out of a question.</summary>
internal static class Masking
{
    public static Masked Mask(ImmutableArray<Token> tokens, CatalogLexicon lexicon, DateOnly today)
    {
        var words = ImmutableArray.CreateBuilder<Token>();
        var cues = ImmutableArray.CreateBuilder<string>();
        var slots = ImmutableArray.CreateBuilder<Slot>();
        for (var at = 0; at < tokens.Length;)
        {
            if (SlotAt(tokens, at, lexicon, today) is { } slot)
            {
                slots.Add(slot.Slot);
                at += slot.Length;
            }
            else if (CueAt(tokens, at) is { } cue)
            {
                if (cue.Cue.Kind is not (CueKind.Stop or CueKind.Joint))
                    cues.Add($"{cue.Cue.Kind} {cue.Cue.Argument} {cue.Cue.Descending}");
                at += cue.Length;
            }
            else
            {
                words.Add(tokens[at++]);
            }
        }

        return new(words.ToImmutable(), cues.ToImmutable(), slots.ToImmutable());
    }

    private static (Slot Slot, int Length)? SlotAt(ImmutableArray<Token> tokens, int at, CatalogLexicon lexicon, DateOnly today)
    {
        if (DateReader.Read(tokens, at, today) is { } date)
            return (new(tokens[at].Text, [], null, date.Span), date.Length);
        for (var length = Math.Min(lexicon.Values.LongestValue, tokens.Length - at); length >= 1; length--)
        {
            var phrase = string.Join(' ', tokens.AsSpan(at, length).ToArray().Select(token => token.Lower));
            var hits = lexicon.Values.Exact(phrase);
            if (hits.Count > 0 && (length > 1 || IsValueLike(tokens[at], phrase, lexicon)))
                return (new(phrase, [.. hits], null, null), length);
        }

        return tokens[at].Kind switch
        {
            TokenKind.Number => (new(tokens[at].Lower, [], tokens[at].Number, null), 1),
            TokenKind.Quoted => (new(tokens[at].Text, [], null, null), 1),
            _ => null,
        };
    }

    // A name of the schema or a word of the closed vocabulary that also happens to be stored somewhere is not taken for a value.
    private static bool IsValueLike(Token token, string phrase, CatalogLexicon lexicon) =>
        Vocabulary.Find(phrase) is null && lexicon.Names.Find(token.Stem).All(mention => mention.Score < 0.9);

    private static (Cue Cue, int Length)? CueAt(ImmutableArray<Token> tokens, int at)
    {
        for (var length = Math.Min(Vocabulary.LongestPhrase, tokens.Length - at); length >= 1; length--)
        {
            if (Vocabulary.Find(string.Join(' ', tokens.AsSpan(at, length).ToArray().Select(token => token.Lower))) is { } cue)
                return (cue, length);
        }

        return null;
    }
}
