namespace AgentCluster.Memory;

/// <summary>Kinds of memory as bits, so that a scan compares a number.</summary>
internal static class KindSet
{
    /// <summary>Every kind.</summary>
    public const int All = -1;

    /// <summary>The bit of a kind; 0 for what is no kind.</summary>
    /// <param name="kind">The kind.</param>
    public static int BitOf(string kind) => MemoryKinds.All.IndexOf(kind) is var index and >= 0 ? 1 << index : 0;

    /// <summary>The kinds that a query admits.</summary>
    /// <param name="query">The query.</param>
    public static int Of(MemoryQuery query) =>
        query.Kinds.IsDefaultOrEmpty ? All : query.Kinds.Aggregate(0, (bits, kind) => bits | BitOf(kind));

    /// <summary>The kinds of a set by name.</summary>
    /// <param name="kinds">Bits.</param>
    public static IEnumerable<string> Names(int kinds) => MemoryKinds.All.Where(kind => (kinds & BitOf(kind)) != 0);
}
