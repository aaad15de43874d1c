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

    /// <summary>The table or view of that name, compared without case, or null.</summary>
    /// <param name="name">Table name, with or without <c>schema.</c>.</param>
    public CatalogTable? Table(string name)
    {
        foreach (var table in Tables)
        {
            if (string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase)
                || string.Equals($"{table.Schema}.{table.Name}", name, StringComparison.OrdinalIgnoreCase))
            {
                return table;
            }
        }

        return null;
    }
}
