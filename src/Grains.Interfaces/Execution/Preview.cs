using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>What an action would change or send, found out without doing it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.Preview")]
public sealed record Preview
{
    /// <summary>Rows that would be changed, or null where nobody can tell.</summary>
    [Id(0)]
    public long? RowsAffected { get; init; }

    /// <summary>Whether the rows were counted by doing it in a transaction that was rolled back; otherwise they are the engine's estimate.</summary>
    [Id(1)]
    public bool IsExact { get; init; }

    /// <summary>The first of those rows as they are, or null.</summary>
    [Id(2)]
    public ResultSet? Before { get; init; }

    /// <summary>The same rows as they would be, or null; empty for deleted ones. For a message the first of the rows that leave with it.</summary>
    [Id(3)]
    public ResultSet? After { get; init; }

    /// <summary>What foreign keys would change with them, one sentence each.</summary>
    [Id(4)]
    public ImmutableArray<string> Cascades { get; init; } = [];

    /// <summary>Triggers, rules and checks with user code that would run, as the catalog spells them.</summary>
    [Id(5)]
    public ImmutableArray<string> Triggers { get; init; } = [];

    /// <summary>Effects that no rollback takes back, such as sequences, one sentence each.</summary>
    [Id(6)]
    public ImmutableArray<string> NotRolledBack { get; init; } = [];

    /// <summary>Whether the rows as they were will be kept, so that the change can be taken back.</summary>
    [Id(7)]
    public bool IsUndoable { get; init; }

    /// <summary>Fingerprint of the definitions of everything touched, or of the rows that leave; null where nothing in a source is concerned. Another one at execution means stale.</summary>
    [Id(8)]
    public string? Fingerprint { get; init; }

    /// <summary>SHA-256 in hex over the rows as they are, all of them, and what <see cref="BoundResults"/> would become; null where they are not all known. Another one at execution means stale.</summary>
    [Id(9)]
    public string? RowsDigest { get; init; }

    /// <summary>Kind of the statement as its inspection names it, or null where it is none.</summary>
    [Id(10)]
    public string? Kind { get; init; }

    /// <summary>The one table whose rows it changes, as the catalog spells it; null when there are several, or none.</summary>
    [Id(11)]
    public string? Table { get; init; }

    /// <summary>Columns whose new values are bound by <see cref="RowsDigest"/> as well, because they come from other tables; null where they follow from the rows and the statement.</summary>
    [Id(12)]
    public ImmutableArray<string>? BoundResults { get; init; }
}
