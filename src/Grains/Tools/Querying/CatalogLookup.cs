using AgentCluster.Discovery;

namespace AgentCluster.Tools.Querying;

/// <summary>Names of a call as the catalog knows them; unknown ones come back with the nearest.</summary>
internal static class CatalogLookup
{
    /// <summary>The table or view, or the argument at fault.</summary>
    public static Outcome<CatalogTable> Table(Catalog catalog, string name, string path)
    {
        if (catalog.Table(name) is { } table)
        {
            return table;
        }

        var near = Nearest.Of(name, catalog.Tables.Select(known => known.Identifier).Concat(catalog.Tables.Select(known => known.Name)).Distinct(StringComparer.Ordinal));
        return Problem.NotFound("unknownTable", $"There is no table or view '{name}' in source '{catalog.Source}'; {Advice(near, "describe_schema lists them")}.", path);
    }

    /// <summary>The column, or the argument at fault.</summary>
    public static Outcome<CatalogColumn> Column(CatalogTable table, string name, string path)
    {
        if (table.Column(name) is { } column)
        {
            return column;
        }

        var known = table.Columns.Select(other => other.Name).ToList();
        return Problem.NotFound("unknownColumn", $"'{table.Identifier}' has no column '{name}'; {Advice(Nearest.Of(name, known), $"it has {string.Join(", ", known.Take(30))}")}.", path);
    }

    private static string Advice(IReadOnlyList<string> near, string otherwise) => near.Count == 0 ? otherwise : $"did you mean {string.Join(" or ", near)}";
}
