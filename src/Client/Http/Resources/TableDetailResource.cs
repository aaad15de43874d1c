using System.Diagnostics.CodeAnalysis;
using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>Everything known of a table or view.</summary>
internal sealed record TableDetailResource : TableResource
{
    [SetsRequiredMembers]
    private TableDetailResource(CatalogTable table, ImmutableArray<CatalogRelationship> relationships)
        : base(TableResource.From(table)) =>
        (Columns, Indexes, Checks, Triggers, RowSecurity, Policies, Grants, PartitionKey, Partitions, Definition, Relationships) =
            (table.Columns, table.Indexes, table.Checks, table.Triggers, table.RowSecurity, table.Policies, table.Grants, table.PartitionKey, table.Partitions,
                table.Definition, relationships);

    /// <summary>Columns in order, with what their data looks like.</summary>
    public ImmutableArray<CatalogColumn> Columns { get; }

    /// <summary>Indexes.</summary>
    public ImmutableArray<CatalogIndex> Indexes { get; }

    /// <summary>Check constraints.</summary>
    public ImmutableArray<CatalogCheck> Checks { get; }

    /// <summary>Triggers.</summary>
    public ImmutableArray<CatalogTrigger> Triggers { get; }

    /// <summary>Whether its rows are shown and taken by policy only.</summary>
    public bool RowSecurity { get; }

    /// <summary>Row policies.</summary>
    public ImmutableArray<CatalogPolicy> Policies { get; }

    /// <summary>Who may do what with it, where that was ever stated.</summary>
    public ImmutableArray<CatalogGrant> Grants { get; }

    /// <summary>How its rows are spread over partitions, or null.</summary>
    public string? PartitionKey { get; }

    /// <summary>Its partitions at any depth.</summary>
    public ImmutableArray<CatalogPartition> Partitions { get; }

    /// <summary>The defining statement of a view, or null.</summary>
    public string? Definition { get; }

    /// <summary>Relationships from and to it.</summary>
    public ImmutableArray<CatalogRelationship> Relationships { get; }

    /// <summary>Maps a table of a catalog.</summary>
    public static TableDetailResource From(Catalog catalog, CatalogTable table) => new(
        table,
        [.. catalog.Relationships.Where(r => r.FromTable == table.Identifier || r.ToTable == table.Identifier)]);
}
