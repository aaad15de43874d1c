using AgentCluster.Discovery;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A discovered source in numbers.</summary>
internal record CatalogResource
{
    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Schemas with at least one table or view.</summary>
    public int Schemas { get; init; }

    /// <summary>Base tables.</summary>
    public int Tables { get; init; }

    /// <summary>Views.</summary>
    public int Views { get; init; }

    /// <summary>Columns of tables and views.</summary>
    public int Columns { get; init; }

    /// <summary>Functions.</summary>
    public int Functions { get; init; }

    /// <summary>Declared relationships.</summary>
    public int Relationships { get; init; }

    /// <summary>Inferred relationships.</summary>
    public int InferredRelationships { get; init; }

    /// <summary>Enumerated types.</summary>
    public int Enums { get; init; }

    /// <summary>Row policies.</summary>
    public int Policies { get; init; }

    /// <summary>When it was discovered.</summary>
    public DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>Fingerprint of the structure.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Counts a catalog.</summary>
    public static CatalogResource From(Catalog catalog) => new()
    {
        Source = catalog.Source,
        Schemas = catalog.Tables.Select(table => table.Schema).Distinct(StringComparer.Ordinal).Count(),
        Tables = catalog.Tables.Count(table => !table.IsView),
        Views = catalog.Tables.Count(table => table.IsView),
        Columns = catalog.Tables.Sum(table => table.Columns.Length),
        Functions = catalog.Functions.Length,
        Relationships = catalog.Relationships.Count(relationship => relationship.Declared),
        InferredRelationships = catalog.Relationships.Count(relationship => !relationship.Declared),
        Enums = catalog.Enums.Length,
        Policies = catalog.Tables.Sum(table => table.Policies.Length),
        DiscoveredAt = catalog.DiscoveredAt,
        Fingerprint = catalog.Fingerprint,
    };

    /// <summary>Maps a summary.</summary>
    public static CatalogResource From(DiscoverySummary summary) => new()
    {
        Source = summary.Source,
        Schemas = summary.Schemas,
        Tables = summary.Tables,
        Views = summary.Views,
        Columns = summary.Columns,
        Functions = summary.Functions,
        Relationships = summary.Relationships,
        InferredRelationships = summary.InferredRelationships,
        Enums = summary.Enums,
        Policies = summary.Policies,
        DiscoveredAt = summary.DiscoveredAt,
        Fingerprint = summary.Fingerprint,
    };
}
