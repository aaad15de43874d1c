namespace AgentCluster.Memory;

/// <summary>Keeps the n best scores seen: a binary heap in memory the caller gives, the worst kept on top.</summary>
/// <param name="heap">Room for as many as shall be kept.</param>
internal ref struct TopScores(Span<ScoredEntry> heap)
{
    private readonly Span<ScoredEntry> _heap = heap;
    private int _count;

    /// <summary>Whether a score would be kept.</summary>
    /// <param name="score">The score.</param>
    /// <param name="sequence">Of equal scores the newer row wins.</param>
    public readonly bool Takes(float score, long sequence) =>
        _count < _heap.Length || (_heap.Length > 0 && ScoredEntry.IsBetter(score, sequence, _heap[0].Cosine, _heap[0].Entry.Sequence));

    /// <summary>Keeps an entry and drops the worst if there is no room; only after <see cref="Takes"/> said so.</summary>
    /// <param name="item">The entry.</param>
    public void Add(in ScoredEntry item)
    {
        if (_count < _heap.Length)
        {
            _heap[_count] = item;
            Up(_count++);
        }
        else
        {
            _heap[0] = item;
            Down();
        }
    }

    /// <summary>Sorts what was kept, best first, in place.</summary>
    /// <returns>What was kept.</returns>
    public readonly Span<ScoredEntry> Sort()
    {
        var kept = _heap[.._count];
        kept.Sort(static (a, b) => a.IsBetterThan(b) ? -1 : b.IsBetterThan(a) ? 1 : 0);
        return kept;
    }

    private readonly void Up(int at)
    {
        while (at > 0 && _heap[(at - 1) / 2].IsBetterThan(_heap[at]))
        {
            (_heap[at], _heap[(at - 1) / 2]) = (_heap[(at - 1) / 2], _heap[at]);
            at = (at - 1) / 2;
        }
    }

    private readonly void Down()
    {
        for (var at = 0; ;)
        {
            var worst = at;
            for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < _count; child++)
            {
                worst = _heap[worst].IsBetterThan(_heap[child]) ? child : worst;
            }

            if (worst == at)
            {
                return;
            }

            (_heap[at], _heap[worst]) = (_heap[worst], _heap[at]);
            at = worst;
        }
    }
}
