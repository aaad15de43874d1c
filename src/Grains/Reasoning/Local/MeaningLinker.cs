using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>Links words that no name or value matches to the names closest in meaning (word vectors), and to parts of values.</summary>
internal sealed class MeaningLinker(WordVectors vectors)
{
    private const double Threshold = 0.5;

    private const int MostCandidates = 4;

    // A question with more words that nobody knows is not understood anyway.
    private const int MostWords = 32;

    public ImmutableArray<LinkedSpan> Fill(ImmutableArray<LinkedSpan> spans, ImmutableArray<Token> tokens, CatalogLexicon lexicon)
    {
        var found = spans.Where(span => span.Candidates.IsEmpty).Select(span => tokens[span.Start]).DistinctBy(token => token.Lower).Take(MostWords)
            .ToDictionary(token => token.Lower, token => Find(token, lexicon), StringComparer.Ordinal);
        return [.. spans.Select(span => span.Candidates.IsEmpty && found.TryGetValue(tokens[span.Start].Lower, out var candidates) ? span with { Candidates = candidates } : span)];
    }

    private ImmutableArray<Mention> Find(Token token, CatalogLexicon lexicon)
    {
        if (token.Kind != TokenKind.Word)
            return [];
        var parts = lexicon.Values.Containing(token.Lower);
        if (parts.Count is > 0 and <= 2)
            return [.. parts.Select(hit => (Mention)new ValueMention(hit.Column, hit.Value, parts.Count == 1 ? 0.8 : 0.6, "part of a value"))];
        if (vectors.Rank(token.Lower) < 0)
            return [];
        return [.. lexicon.Names.Names
            .Select(name => (Mentions: name.Value, Similarity: Similarity(token, name.Key)))
            .Where(pair => pair.Similarity >= Threshold)
            .OrderByDescending(pair => pair.Similarity)
            .SelectMany(pair => pair.Mentions.Select(mention => mention with { Score = 0.3 + 0.55 * pair.Similarity, Similarity = pair.Similarity }))
            .Take(MostCandidates)];
    }

    private double Similarity(Token token, string phrase)
    {
        var direct = vectors.Similarity(token.Lower, phrase);
        return token.Stem == token.Lower ? direct : Math.Max(direct, vectors.Similarity(token.Stem, phrase));
    }
}
