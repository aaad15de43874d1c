namespace AgentCluster.Memory;

/// <summary>Which memories a query may see; agents and tenants are kept apart elsewhere.</summary>
/// <param name="Source">Only about this source or none, or null for all.</param>
/// <param name="Kinds">Bits of the eligible kinds.</param>
/// <param name="Instant">When the content must hold, or null.</param>
/// <param name="Statuses">Bit n is set when the status of value n is eligible.</param>
internal readonly record struct RecallFilter(string? Source, int Kinds, DateTimeOffset? Instant, int Statuses)
{
    private const int ActiveOnly = 1 << (int)MemoryStatus.Active;
    private const int HeldOnce = ActiveOnly | (1 << (int)MemoryStatus.Superseded);

    /// <summary>The instant in Unix milliseconds.</summary>
    public long? At { get; } = Instant?.ToUnixTimeMilliseconds();

    /// <summary>Whether only active memories are eligible, as in every everyday recall.</summary>
    public bool IsActiveOnly => Statuses == ActiveOnly;

    /// <summary>
    /// The filter of a query. At an instant of the past what was superseded since then is eligible as well; what is stale,
    /// superseded or retired is listed whenever it held unless an instant is given.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="now">The present.</param>
    public static RecallFilter Of(MemoryQuery query, DateTimeOffset now)
    {
        var statuses = query.Status is { } status ? 1 << (int)status : query.AsOf is null ? ActiveOnly : HeldOnce;
        var at = query.AsOf ?? (statuses == ActiveOnly ? now : null);
        return new(query.Source, KindSet.Of(query), at, statuses);
    }

    /// <summary>Whether memories of a status are eligible.</summary>
    /// <param name="status">The status.</param>
    public bool Admits(MemoryStatus status) => (Statuses & (1 << (int)status)) != 0;

    /// <summary>Whether an entry is eligible.</summary>
    /// <param name="entry">The entry of a block that holds eligible statuses only.</param>
    public bool Admits(in BlockEntry entry) =>
        (At is null || (entry.ValidFrom <= At && At < entry.ValidTo))
        && (Kinds & entry.KindBit) != 0
        && (Source is null || entry.Source is null || entry.Source == Source);
}
