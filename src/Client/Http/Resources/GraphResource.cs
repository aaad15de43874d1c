using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A catalog as a picture: tables and views as nodes, relationships as edges.</summary>
/// <param name="Nodes">Tables and views.</param>
/// <param name="Edges">Relationships between nodes.</param>
internal sealed record GraphResource(IReadOnlyList<GraphNodeResource> Nodes, IReadOnlyList<GraphEdgeResource> Edges)
{
    /// <summary>Draws a catalog; a relationship to an object that was not discovered has no edge.</summary>
    public static GraphResource From(Catalog catalog) => new(
        [.. catalog.Tables.Select(table => new GraphNodeResource(IdOf(table), table.Schema, table.Name, table.IsView ? "view" : "table", table.RowCount, table.Columns.Length))],
        [.. catalog.Relationships.SelectMany(relationship => EdgeOf(catalog, relationship))]);

    private static IEnumerable<GraphEdgeResource> EdgeOf(Catalog catalog, CatalogRelationship relationship)
    {
        if (catalog.Table(relationship.FromTable) is { } from && catalog.Table(relationship.ToTable) is { } to)
        {
            yield return new(IdOf(from), IdOf(to), relationship.FromColumns, relationship.ToColumns, relationship.Declared, relationship.Confidence);
        }
    }

    private static string IdOf(CatalogTable table) => $"{table.Schema}.{table.Name}";
}
