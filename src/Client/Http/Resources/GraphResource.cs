using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A catalog as a picture: tables and views as nodes, relationships as edges.</summary>
/// <param name="Nodes">Tables and views.</param>
/// <param name="Edges">Relationships between nodes.</param>
internal sealed record GraphResource(IReadOnlyList<GraphNodeResource> Nodes, IReadOnlyList<GraphEdgeResource> Edges)
{
    /// <summary>Draws a catalog; a relationship to an object that was not discovered has no edge.</summary>
    public static GraphResource From(Catalog catalog) => new(
        [.. catalog.Tables.Select(table => new GraphNodeResource(IdOf(table), table.Schema, table.Name, table.Kind, table.RowCount, table.Columns.Length))],
        [.. EdgesOf(catalog)]);

    private static IEnumerable<GraphEdgeResource> EdgesOf(Catalog catalog)
    {
        var tables = catalog.Tables.ToDictionary(table => table.Identifier);
        foreach (var relationship in catalog.Relationships.Where(r => tables.ContainsKey(r.FromTable) && tables.ContainsKey(r.ToTable)))
        {
            var (from, to) = (tables[relationship.FromTable], tables[relationship.ToTable]);
            yield return new(IdOf(from), IdOf(to), relationship.FromColumns, relationship.ToColumns, relationship.Declared, relationship.Confidence);
        }
    }

    private static string IdOf(CatalogTable table) => $"{table.Schema}.{table.Name}";
}
