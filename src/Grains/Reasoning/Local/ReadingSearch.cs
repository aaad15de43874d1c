using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Composes the likeliest combinations of candidates and ranks the readings that come of them.</summary>
internal static class ReadingSearch
{
    private const int MostCombinations = 48;

    // No statement answers a question that speaks of more than this.
    private const int MostSpans = 120;

    public static ImmutableArray<Reading> Search(ImmutableArray<LinkedSpan> spans, CatalogLexicon lexicon, SqlDialect dialect, TimeZoneInfo zone)
    {
        if (spans.Count(span => span.Candidates is not [CueMention { Cue.Kind: CueKind.Stop }, ..]) > MostSpans)
            return [];
        var readings = new Dictionary<string, Reading>(StringComparer.Ordinal);
        foreach (var combination in Combinations(spans))
        {
            if (Composer.Compose(combination, lexicon) is not { } reading)
                continue;
            var sql = SqlWriter.Write(reading.Query, dialect, zone);
            if (!readings.TryGetValue(sql, out var known) || known.Score < reading.Score)
                readings[sql] = reading with { Sql = sql };
        }

        return [.. readings.Values.OrderByDescending(reading => reading.Score).ThenBy(reading => reading.Sql, StringComparer.Ordinal)];
    }

    // Best first: each step changes one choice of a combination already seen to the next candidate.
    private static IEnumerable<ImmutableArray<(LinkedSpan Span, Mention? Chosen)>> Combinations(ImmutableArray<LinkedSpan> spans)
    {
        var queue = new PriorityQueue<int[], double>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        queue.Enqueue(new int[spans.Length], 0);
        for (var count = 0; count < MostCombinations && queue.TryDequeue(out var indices, out var loss); count++)
        {
            yield return [.. spans.Select((span, at) => (span, span.Candidates.Length == 0 ? null : span.Candidates[indices[at]]))];
            for (var at = 0; at < spans.Length; at++)
            {
                if (indices[at] + 1 >= spans[at].Candidates.Length)
                    continue;
                var changed = (int[])indices.Clone();
                changed[at]++;
                if (seen.Add(string.Join(',', changed)))
                    queue.Enqueue(changed, loss + spans[at].Candidates[indices[at]].Score - spans[at].Candidates[changed[at]].Score);
            }
        }
    }
}
