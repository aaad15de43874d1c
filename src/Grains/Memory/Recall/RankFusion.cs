using System.Collections.Immutable;

namespace AgentCluster.Memory;

/// <summary>Makes one order of several: reciprocal rank fusion, then a little weight for trust and recency.</summary>
/// <remarks>Cormack, Clarke, Buettcher: Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods, SIGIR 2009.</remarks>
internal static class RankFusion
{
    private const double K = 60;

    // Enough to decide between near equals, not enough to lift an unrelated memory over a fitting one.
    private const double TrustShare = 0.06;
    private const double RecencyShare = 0.03;
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    /// <summary>The best candidates, best first; of equal scores the newer row.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="probe">What was searched by.</param>
    /// <param name="limit">Most entries.</param>
    /// <param name="now">The present.</param>
    public static List<(long Sequence, double Score, MemorySignals Signals)> Best(
        IEnumerable<RecallCandidate> candidates, RecallProbe probe, int limit, DateTimeOffset now)
    {
        return [.. candidates.Select(Rated).OrderByDescending(entry => entry.Score).ThenByDescending(entry => entry.Sequence).Take(limit)];

        (long Sequence, double Score, MemorySignals Signals) Rated(RecallCandidate candidate)
        {
            var (score, signals) = Rate(candidate, !probe.Terms.IsEmpty, probe.Identifiers.Length, now);
            return (candidate.Scored.Entry.Sequence, score, signals);
        }
    }

    /// <summary>What was rated, with its memories; entries whose row is gone are left out.</summary>
    /// <param name="best">The entries.</param>
    /// <param name="items">Their memories, in any order.</param>
    public static ImmutableArray<RecalledMemory> Recalled(
        List<(long Sequence, double Score, MemorySignals Signals)> best, IEnumerable<(long Sequence, MemoryItem Item)> items)
    {
        var bySequence = items.ToDictionary(row => row.Sequence, row => row.Item);
        return
        [
            .. from entry in best
               where bySequence.ContainsKey(entry.Sequence)
               select new RecalledMemory { Item = bySequence[entry.Sequence], Score = entry.Score, Signals = entry.Signals },
        ];
    }

    /// <summary>Score and signals of a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="hasTerms">Whether the query was searched by full text.</param>
    /// <param name="identifiers">Identifiers of the query.</param>
    /// <param name="now">The present.</param>
    public static (double Score, MemorySignals Signals) Rate(RecallCandidate candidate, bool hasTerms, int identifiers, DateTimeOffset now)
    {
        var signals = SignalsOf(candidate, identifiers, now);
        var fused = Reciprocal(candidate.VectorPlace) + Reciprocal(candidate.TextPlace) + (signals.Identifier * Reciprocal(1));
        var most = Reciprocal(1) * (1 + (hasTerms ? 1 : 0) + (identifiers > 0 ? 1 : 0));
        var score = fused / most * (1 - (TrustShare * (1 - signals.Trust))) * (1 - (RecencyShare * (1 - signals.Recency)));
        return (score, signals);
    }

    /// <summary>Trust as a signal, from untrusted 0 to system 1.</summary>
    /// <param name="trust">Trust.</param>
    public static double TrustSignal(MemoryTrust trust) => (double)trust / (double)MemoryTrust.System;

    /// <summary>Recency as a signal: halved every thirty days.</summary>
    /// <param name="recordedAt">When the memory was written.</param>
    /// <param name="now">The present.</param>
    public static double RecencySignal(DateTimeOffset recordedAt, DateTimeOffset now) =>
        Math.Pow(0.5, Math.Max(0, (now - recordedAt) / HalfLife));

    private static MemorySignals SignalsOf(RecallCandidate candidate, int identifiers, DateTimeOffset now) => new()
    {
        Vector = Math.Clamp(candidate.Scored.Cosine, 0, 1),
        Text = candidate.TextPlace == 0 ? 0 : 1.0 / candidate.TextPlace,
        Identifier = identifiers == 0 ? 0 : (double)candidate.Identifiers / identifiers,
        Trust = TrustSignal(candidate.Scored.Entry.Trust),
        Recency = RecencySignal(DateTimeOffset.FromUnixTimeMilliseconds(candidate.Scored.Entry.RecordedAt), now),
    };

    private static double Reciprocal(int place) => place == 0 ? 0 : 1 / (K + place);
}
