using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>A table or view.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.CatalogTable")]
public sealed record CatalogTable
{
    /// <summary>Schema; <c>main</c> in SQLite.</summary>
    [Id(0)]
    public required string Schema { get; init; }

    /// <summary>Name as the engine spells it.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Columns in order.</summary>
    [Id(3)]
    public ImmutableArray<CatalogColumn> Columns { get; init; } = [];

    /// <summary>Primary key columns in key order; empty when none is declared.</summary>
    [Id(4)]
    public ImmutableArray<string> PrimaryKey { get; init; } = [];

    /// <summary>Indexes.</summary>
    [Id(5)]
    public ImmutableArray<CatalogIndex> Indexes { get; init; } = [];

    /// <summary>Triggers.</summary>
    [Id(6)]
    public ImmutableArray<CatalogTrigger> Triggers { get; init; } = [];

    /// <summary>Rows when discovered: counted, or estimated from the engine's statistics when there are many; null when not known, as for views.</summary>
    [Id(7)]
    public long? RowCount { get; init; }

    /// <summary>The defining statement of a view, or null.</summary>
    [Id(8)]
    public string? Definition { get; init; }

    /// <summary>Comment, or null.</summary>
    [Id(9)]
    public string? Comment { get; init; }

    /// <summary>SHA-256 over the structure (not the data), hexadecimal, first 16 characters.</summary>
    [Id(10)]
    public string Fingerprint { get; init; } = "";

    /// <summary>What its rows did lately, or null for a view or a table without a usable time column.</summary>
    [Id(11)]
    public DataPattern? Recent { get; init; }

    /// <summary>What kind of table or view it is.</summary>
    [Id(12)]
    public CatalogTableKind Kind { get; init; }

    /// <summary>Whether statements must name its schema, because names without one are not looked up there.</summary>
    [Id(13)]
    public bool NeedsSchema { get; init; }

    /// <summary>Check constraints.</summary>
    [Id(14)]
    public ImmutableArray<CatalogCheck> Checks { get; init; } = [];

    /// <summary>Whether its rows are shown and taken by policy only.</summary>
    [Id(15)]
    public bool RowSecurity { get; init; }

    /// <summary>Row policies.</summary>
    [Id(16)]
    public ImmutableArray<CatalogPolicy> Policies { get; init; } = [];

    /// <summary>Who may do what with it, where that was ever stated.</summary>
    [Id(17)]
    public ImmutableArray<CatalogGrant> Grants { get; init; } = [];

    /// <summary>How its rows are spread over partitions, or null.</summary>
    [Id(18)]
    public string? PartitionKey { get; init; }

    /// <summary>Its partitions at any depth; they are not listed as tables.</summary>
    [Id(19)]
    public ImmutableArray<CatalogPartition> Partitions { get; init; } = [];

    /// <summary>Whether it is a view, stored or not.</summary>
    public bool IsView => Kind is CatalogTableKind.View or CatalogTableKind.MaterializedView;

    /// <summary>What tells it apart in its catalog, as relationships and statements name it: the name alone, or <c>schema.name</c> where that is needed.</summary>
    public string Identifier => NeedsSchema ? $"{Schema}.{Name}" : Name;

    /// <summary>The column of that name, or null: the one spelled exactly so before one that differs in letter case.</summary>
    /// <param name="name">Column name.</param>
    public CatalogColumn? Column(string name) => Find(name, StringComparison.Ordinal) ?? Find(name, StringComparison.OrdinalIgnoreCase);

    private CatalogColumn? Find(string name, StringComparison comparison)
    {
        foreach (var column in Columns)
        {
            if (string.Equals(column.Name, name, comparison))
            {
                return column;
            }
        }

        return null;
    }
}
