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

    /// <summary>Whether it is a view.</summary>
    [Id(2)]
    public bool IsView { get; init; }

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

    /// <summary>Rows, counted when discovered; null for views.</summary>
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

    /// <summary>The column of that name, compared without case, or null.</summary>
    /// <param name="name">Column name.</param>
    public CatalogColumn? Column(string name)
    {
        foreach (var column in Columns)
        {
            if (string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return column;
            }
        }

        return null;
    }
}
