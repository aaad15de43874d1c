namespace AgentCluster.Discovery;

/// <summary>The tables of a catalog by name, for whoever looks up many.</summary>
public sealed class TableNames
{
    private readonly Catalog _catalog;
    private readonly Dictionary<string, CatalogTable> _exact = new(StringComparer.Ordinal);

    /// <summary>Gathers the names.</summary>
    /// <param name="catalog">The catalog.</param>
    public TableNames(Catalog catalog)
    {
        _catalog = catalog;
        foreach (var table in catalog.Tables)
        {
            _exact.TryAdd(table.Identifier, table);
            _exact.TryAdd(CatalogNames.Of(table), table);
        }
    }

    /// <summary>What <see cref="Catalog.Table"/> gives.</summary>
    /// <param name="name">Table name, with or without <c>schema.</c>.</param>
    public CatalogTable? Find(string name) => _exact.GetValueOrDefault(name) ?? _catalog.Table(name);
}
