namespace AgentCluster.Discovery.Relationships;

/// <summary>The tables that one SELECT, at any depth, may name columns of.</summary>
/// <param name="parent">The SELECT around it, or null.</param>
internal sealed class SqlScope(SqlScope? parent)
{
    private readonly Dictionary<string, CatalogTable?> _aliases = new(StringComparer.OrdinalIgnoreCase);

    public SqlScope? Parent => parent;

    /// <summary>Whether the FROM list is being read, where a comma brings another table.</summary>
    public bool InFrom { get; set; }

    /// <summary>The column that <c>IN (</c> stood behind, for the one that the SELECT inside begins with.</summary>
    public IReadOnlyList<SqlToken>? ComparedWith { get; init; }

    /// <summary>Makes a table known; one of a common table expression or subquery hides what is called alike further out.</summary>
    public void Add(string alias, CatalogTable? table) => _aliases[alias] = table;

    /// <summary>The stored column meant, or null when it belongs to no table of the catalog or may belong to several.</summary>
    public (CatalogTable Table, CatalogColumn Column)? Find(string? qualifier, string column)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var owners = qualifier is null
                ? scope._aliases.Values.OfType<CatalogTable>().DistinctBy(t => t.Identifier).Where(t => t.Column(column) is not null).ToList()
                : scope._aliases.TryGetValue(qualifier, out var table) ? table is null ? [] : [table] : null;
            if (owners is [var owner])
            {
                return owner.Column(column) is { } found ? (owner, found) : null;
            }

            if (owners is { Count: > 1 } || (qualifier is not null && owners is not null))
            {
                return null;
            }
        }

        return null;
    }
}
