namespace AgentCluster.Discovery;

/// <summary>Counts a catalog.</summary>
internal static class DiscoverySummaries
{
    /// <summary>The catalog in numbers.</summary>
    /// <param name="catalog">The catalog.</param>
    public static DiscoverySummary Of(Catalog catalog)
    {
        var declared = catalog.Relationships.Count(r => r.Declared);
        var views = catalog.Tables.Count(t => t.IsView);
        return new DiscoverySummary
        {
            Source = catalog.Source,
            Schemas = catalog.Tables.Select(t => t.Schema).Distinct(StringComparer.Ordinal).Count(),
            Tables = catalog.Tables.Length - views,
            Views = views,
            Columns = catalog.Tables.Sum(t => t.Columns.Length),
            Functions = catalog.Functions.Length,
            Relationships = declared,
            InferredRelationships = catalog.Relationships.Length - declared,
            Enums = catalog.Enums.Length,
            Policies = catalog.Tables.Sum(t => t.Policies.Length),
            DiscoveredAt = catalog.DiscoveredAt,
            Fingerprint = catalog.Fingerprint,
        };
    }
}
