using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Tools.SelfMade;

/// <summary>The tools that a tenant made, each in its present version: the published one, otherwise the newest.</summary>
internal sealed class SelfMadeTools(ToolVersionStore versions, CatalogCache catalogs, IGrainFactory grains)
{
    public async Task<ImmutableArray<ToolVersion>> PresentAsync(string tenant, CancellationToken cancellationToken) =>
        Present(await versions.ListAsync(tenant, null, cancellationToken));

    /// <summary>The present version of each tool.</summary>
    public static ImmutableArray<ToolVersion> Present(ImmutableArray<ToolVersion> all) =>
        [.. all.GroupBy(version => version.Name).Select(tool => tool.FirstOrDefault(version => version.State == ToolState.Published) ?? tool.First())];

    /// <summary>A version as a tool that can be called.</summary>
    public ITool Build(ToolVersion version) =>
        version.Definition.Kind == ToolKind.Statement ? new StatementTool(version, catalogs, versions) : new CompositionTool(version, grains);
}
