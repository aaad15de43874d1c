namespace AgentCluster.Memory;

/// <summary>Where the statements about memories differ between engines.</summary>
internal sealed record MemoryDialect
{
    /// <summary>What memory <c>m</c> rests on, as the text of a JSON array of pairs of object and fingerprint.</summary>
    public required string Dependencies { get; init; }

    /// <summary>Column that an insert fills besides, and its value; parameter <c>@words</c> holds the words for full-text search.</summary>
    public required (string Column, string Value) Inserted { get; init; }

    /// <summary>A statement that makes a new memory's <c>@words</c> searchable, or null when the insert did.</summary>
    public string? IndexWords { get; init; }

    /// <summary>What a change of anything that recall sees assigns besides, beginning with a comma.</summary>
    public string Touch { get; init; } = "";

    /// <summary>What keeps rows that were read for a change from being changed by others until the end of the transaction.</summary>
    public string ForUpdate { get; init; } = "";

    /// <summary>What follows the table's name to read it by the index given.</summary>
    public Func<string, string> IndexedBy { get; init; } = _ => "";

    /// <summary>An embedding as a parameter.</summary>
    public required Func<ReadOnlyMemory<float>, object> Vector { get; init; }
}
