using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>What a statement rests on in the catalog, as the engine itself says.</summary>
public sealed class StatementDependencies(SafeExecutor executor, CatalogCache catalogs)
{
    /// <summary>The tables and views behind a statement with their present fingerprints, or why that cannot be told.</summary>
    /// <param name="source">Where it runs.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Outcome<ImmutableArray<MemoryDependency>>> OfAsync(SourceKey source, string sql, CancellationToken cancellationToken)
    {
        var inspection = await executor.InspectAsync(source, sql, cancellationToken);
        var catalog = await catalogs.GetAsync(source, cancellationToken);
        return !inspection.Succeeded ? inspection.Problem : !catalog.Succeeded ? catalog.Problem : Of(source.Source, inspection.Value, catalog.Value);
    }

    private static ImmutableArray<MemoryDependency> Of(string source, Inspection inspection, Catalog catalog) =>
    [
        .. inspection.Relations
            .Select(catalog.Table)
            .OfType<CatalogTable>()
            .Select(table => new MemoryDependency { Object = CatalogNames.Dependency(source, table), Fingerprint = table.Fingerprint }),
    ];
}
