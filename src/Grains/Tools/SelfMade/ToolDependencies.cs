using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Tools.SelfMade;

/// <summary>The tables a tool rests on, as they were when it was tested.</summary>
internal static class ToolDependencies
{
    /// <summary>Fingerprints of those relations that the catalog knows.</summary>
    public static ImmutableDictionary<string, string> Of(IEnumerable<string> relations, Catalog catalog) =>
        relations.Select(catalog.Table).OfType<CatalogTable>().DistinctBy(table => table.Identifier)
            .ToImmutableDictionary(table => table.Identifier, table => table.Fingerprint, StringComparer.Ordinal);

    /// <summary>The first of them that is gone or has changed, or null.</summary>
    public static string? Changed(ToolReport? report, Catalog catalog) =>
        report?.DependsOn.FirstOrDefault(known => catalog.Table(known.Key)?.Fingerprint != known.Value).Key;
}
