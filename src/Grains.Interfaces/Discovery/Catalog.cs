using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>Everything discovered of one source at one time.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Discovery.Catalog")]
public sealed record Catalog
{
    /// <summary>Name of the source.</summary>
    [Id(0)]
    public required string Source { get; init; }

    /// <summary>SQL dialect: <c>sqlite</c> or <c>postgres</c>.</summary>
    [Id(1)]
    public required string Dialect { get; init; }

    /// <summary>Tables and views, by schema and name.</summary>
    [Id(2)]
    public ImmutableArray<CatalogTable> Tables { get; init; } = [];

    /// <summary>Relationships, declared ones first.</summary>
    [Id(3)]
    public ImmutableArray<CatalogRelationship> Relationships { get; init; } = [];

    /// <summary>When it was discovered.</summary>
    [Id(4)]
    public DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>SHA-256 over the structure of everything (not the data), hexadecimal, first 16 characters.</summary>
    [Id(5)]
    public string Fingerprint { get; init; } = "";

    /// <summary>Changes with every discovery run, also when only data changed: the cache key for indexes over values.</summary>
    [Id(6)]
    public string Version { get; init; } = "";

    /// <summary>Functions, by schema, name and arguments.</summary>
    [Id(7)]
    public ImmutableArray<CatalogFunction> Functions { get; init; } = [];

    /// <summary>Enumerated types, by schema and name.</summary>
    [Id(8)]
    public ImmutableArray<CatalogEnum> Enums { get; init; } = [];

    /// <summary>Domains, by schema and name.</summary>
    [Id(9)]
    public ImmutableArray<CatalogDomain> Domains { get; init; } = [];

    /// <summary>
    /// The table or view of that name, or null: the one spelled exactly so before one that differs in letter case. A name without a schema
    /// means the table that statements find by it; else the only one of that name in any schema.
    /// </summary>
    /// <param name="name">Table name, with or without <c>schema.</c>.</param>
    public CatalogTable? Table(string name) =>
        Find(name, StringComparison.Ordinal) ?? Find(name, StringComparison.OrdinalIgnoreCase) ?? OnlyOne(name);

    private CatalogTable? Find(string name, StringComparison comparison)
    {
        foreach (var table in Tables)
        {
            if ((!table.NeedsSchema && string.Equals(table.Name, name, comparison)) || IsQualified(table, name, comparison))
            {
                return table;
            }
        }

        return null;
    }

    private static bool IsQualified(CatalogTable table, string name, StringComparison comparison) =>
        name.Length == table.Schema.Length + 1 + table.Name.Length && name[table.Schema.Length] == '.'
        && name.StartsWith(table.Schema, comparison) && name.EndsWith(table.Name, comparison);

    private CatalogTable? OnlyOne(string name)
    {
        CatalogTable? found = null;
        foreach (var table in Tables)
        {
            if (string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                if (found is not null)
                {
                    return null;
                }

                found = table;
            }
        }

        return found;
    }
}
