using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>Links words that no name or value matches to the names closest in meaning (word vectors), and to parts of values.</summary>
internal sealed class MeaningLinker(WordVectors vectors)
{
    private const double Threshold = 0.5;

    private const int MostCandidates = 4;

    public ImmutableArray<LinkedSpan> Fill(ImmutableArray<LinkedSpan> spans, ImmutableArray<Token> tokens, CatalogLexicon lexicon) =>
        [.. spans.Select(span => span.Candidates.Length > 0 ? span : span with { Candidates = Find(tokens[span.Start], lexicon) })];

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
            .Select(name => (name.Mention, Similarity: Similarity(token, name.Phrase)))
            .Where(pair => pair.Similarity >= Threshold)
            .OrderByDescending(pair => pair.Similarity)
            .Take(MostCandidates)
            .Select(pair => pair.Mention with { Score = 0.3 + 0.55 * pair.Similarity, Similarity = pair.Similarity })];
    }

    private double Similarity(Token token, string phrase)
    {
        var direct = vectors.Similarity(token.Lower, phrase);
        return token.Stem == token.Lower ? direct : Math.Max(direct, vectors.Similarity(token.Stem, phrase));
    }
}
