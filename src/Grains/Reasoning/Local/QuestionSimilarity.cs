using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// How alike two masked questions are: each content word is paired with its closest word on the other side (stems, then word vectors),
/// rare words weighing more, as in soft alignment of short texts (Mihalcea, Corley, Strapparava, AAAI 2006).
/// </summary>
internal sealed class QuestionSimilarity(WordVectors vectors)
{
    /// <summary>Below this two questions are taken to be different.</summary>
    public const double Threshold = 0.72;

    private const double LeastPairing = 0.45;

    private const double OtherOrder = 0.88;

    public double Of(Masked known, Masked asked)
    {
        if (!known.Cues.Order(StringComparer.Ordinal).SequenceEqual(asked.Cues.Order(StringComparer.Ordinal)))
            return 0;
        if (known.Words.Length == 0 || asked.Words.Length == 0)
            return known.Words.Length == asked.Words.Length ? 1 : 0;
        if (Repeats(known.Words) != Repeats(asked.Words))
            return 0;
        var both = Math.Min(Directed(known.Words, asked.Words), Directed(asked.Words, known.Words));
        return IsInOrder(known.Words, asked.Words) ? both : both * OtherOrder;
    }

    // "states that border states that border" asks for more than "states that border".
    private static int Repeats(ImmutableArray<Token> words) => words.Length - words.Select(word => word.Stem).Distinct(StringComparer.Ordinal).Count();

    // "the area of the state" and "the state of the area" have the same words.
    private bool IsInOrder(ImmutableArray<Token> known, ImmutableArray<Token> asked)
    {
        var last = -1;
        foreach (var word in asked)
        {
            var place = Enumerable.Range(0, known.Length).MaxBy(index => Pair(word, known[index]));
            if (place < last)
                return false;
            last = place;
        }

        return true;
    }

    private double Directed(ImmutableArray<Token> from, ImmutableArray<Token> to)
    {
        double total = 0, weight = 0;
        foreach (var word in from)
        {
            var best = to.Max(other => Pair(word, other));
            // One word that has nothing on the other side makes another question.
            if (best < LeastPairing)
                return 0;
            var rank = vectors.Rank(word.Lower);
            var share = Math.Log(10 + (rank < 0 ? 50_000 : rank));
            total += share * best;
            weight += share;
        }

        return total / weight;
    }

    private double Pair(Token a, Token b)
    {
        if (a.Stem == b.Stem)
            return 1;
        var similarity = Math.Max(vectors.Similarity(a.Lower, b.Lower), vectors.Similarity(a.Stem, b.Stem));
        return Math.Min(0.95, similarity);
    }
}
