using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// How alike two masked questions are: each content word is paired with its closest word on the other side (stems, then word vectors),
/// rare words weighing more, as in soft alignment of short texts (Mihalcea, Corley, Strapparava, AAAI 2006). Two different names of
/// the catalog are never alike, however near their meaning.
/// </summary>
internal sealed class QuestionSimilarity(WordVectors vectors)
{
    /// <summary>Below this two questions are taken to be different.</summary>
    public const double Threshold = 0.72;

    private const double LeastPairing = 0.45;

    private const double FillerShare = 0.06;

    private const double OtherOrder = 0.93;

    /// <param name="known">The learned question.</param>
    /// <param name="asked">The question asked.</param>
    /// <param name="exchanged">Content words of the learned question with what stands for them in the one asked.</param>
    public double Of(Masked known, Masked asked, IReadOnlyDictionary<string, string> exchanged)
    {
        var fillers = 1 - FillerShare * (1 - Shared(known.Fillers, asked.Fillers));
        if (known.Words.Length == 0 || asked.Words.Length == 0)
            return known.Words.Length == asked.Words.Length ? fillers : 0;
        if (Repeats(known.Words) != Repeats(asked.Words) || !IsInOrder(Names(known), Names(asked), exchanged))
            return 0;
        var order = IsInOrder(known.Words, asked.Words, exchanged) ? 1 : OtherOrder;
        return order * fillers * Math.Min(Directed(known.Words, asked.Words, (a, b) => Pair(a, b, exchanged)), Directed(asked.Words, known.Words, (a, b) => Pair(b, a, exchanged)));
    }

    // "states that border states that border" asks for more than "states that border".
    private static int Repeats(ImmutableArray<Piece> words) => words.Length - words.Select(word => word.Stems).Distinct(StringComparer.Ordinal).Count();

    private static ImmutableArray<Piece> Names(Masked masked) => [.. masked.Words.Where(word => word.IsName)];

    // "the area of the state" and "the state of the area" have the same words; "paying members" and "members that pay" mean the same.
    private bool IsInOrder(ImmutableArray<Piece> known, ImmutableArray<Piece> asked, IReadOnlyDictionary<string, string> exchanged)
    {
        if (known.IsEmpty)
            return true;
        var last = -1;
        foreach (var word in asked)
        {
            var place = Enumerable.Range(0, known.Length).MaxBy(index => Pair(known[index], word, exchanged) + (index >= last ? 0.001 : 0));
            if (place < last)
                return false;
            last = place;
        }

        return true;
    }

    private double Directed(ImmutableArray<Piece> from, ImmutableArray<Piece> to, Func<Piece, Piece, double> pair)
    {
        double total = 0, weight = 0;
        foreach (var word in from)
        {
            var best = to.Max(other => pair(word, other));
            // One word that has nothing on the other side makes another question.
            if (best < LeastPairing)
                return 0;
            var rank = vectors.Rank(word.Words[^1].Lower);
            var share = Math.Log(10 + (rank < 0 ? 50_000 : rank));
            total += share * best;
            weight += share;
        }

        return total / weight;
    }

    private double Pair(Piece known, Piece asked, IReadOnlyDictionary<string, string> exchanged)
    {
        if (exchanged.TryGetValue(known.Stems, out var other))
            return other == asked.Stems ? 1 : 0;
        if (known.Stems == asked.Stems)
            return 1;
        if (known.IsName && asked.IsName)
            return 0;
        var (a, b) = (known.Words[^1], asked.Words[^1]);
        return Math.Min(0.95, Math.Max(vectors.Similarity(a.Lower, b.Lower), vectors.Similarity(a.Stem, b.Stem)));
    }

    private static double Shared(ImmutableHashSet<string> a, ImmutableHashSet<string> b) =>
        a.Count + b.Count == 0 ? 1 : 2d * a.Count(b.Contains) / (a.Count + b.Count);
}
