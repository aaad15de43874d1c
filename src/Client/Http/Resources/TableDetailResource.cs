using System.Diagnostics.CodeAnalysis;
using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>Everything known of a table or view.</summary>
internal sealed record TableDetailResource : TableResource
{
    [SetsRequiredMembers]
    private TableDetailResource(CatalogTable table, ImmutableArray<CatalogRelationship> relationships)
        : base(TableResource.From(table)) =>
        (Columns, Indexes, Triggers, Definition, Relationships) = (table.Columns, table.Indexes, table.Triggers, table.Definition, relationships);

    /// <summary>Columns in order, with what their data looks like.</summary>
    public ImmutableArray<CatalogColumn> Columns { get; }

    /// <summary>Indexes.</summary>
    public ImmutableArray<CatalogIndex> Indexes { get; }

    /// <summary>Triggers.</summary>
    public ImmutableArray<CatalogTrigger> Triggers { get; }

    /// <summary>The defining statement of a view, or null.</summary>
    public string? Definition { get; }

    /// <summary>Relationships from and to it.</summary>
    public ImmutableArray<CatalogRelationship> Relationships { get; }

    /// <summary>Maps a table of a catalog.</summary>
    public static TableDetailResource From(Catalog catalog, CatalogTable table) => new(
        table,
        [.. catalog.Relationships.Where(r => catalog.Table(r.FromTable) == table || catalog.Table(r.ToTable) == table)]);
}
