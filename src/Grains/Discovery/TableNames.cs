namespace AgentCluster.Discovery;

/// <summary>The tables of a catalog by name, for whoever looks up many.</summary>
internal sealed class TableNames
{
    private readonly Catalog _catalog;
    private readonly Dictionary<string, CatalogTable> _exact = new(StringComparer.Ordinal);

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
    public CatalogTable? Find(string name) => _exact.GetValueOrDefault(name) ?? _catalog.Table(name);
}
