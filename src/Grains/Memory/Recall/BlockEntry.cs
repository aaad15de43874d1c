namespace AgentCluster.Memory;

/// <summary>What recall knows of a memory without reading its row.</summary>
/// <param name="Sequence">Row number of the store; newer rows have greater ones.</param>
/// <param name="KindBit">Kind, as <see cref="KindSet"/> numbers it.</param>
/// <param name="Source">Source, or null.</param>
/// <param name="Trust">Trust.</param>
/// <param name="RecordedAt">When it was written, Unix milliseconds.</param>
/// <param name="ValidFrom">From when it holds, Unix milliseconds.</param>
/// <param name="ValidTo">Until when, Unix milliseconds; <see cref="long.MaxValue"/> while it holds.</param>
internal readonly record struct BlockEntry(
    long Sequence, int KindBit, string? Source, MemoryTrust Trust, long RecordedAt, long ValidFrom, long ValidTo);
