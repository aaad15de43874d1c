namespace AgentCluster.Tools;

/// <summary>A tool that can say what stands behind it.</summary>
internal interface IDefinedTool
{
    /// <summary>What stands behind it for a tenant, as JSON, or null.</summary>
    Task<string?> DefinitionAsync(string tenant, CancellationToken cancellationToken);
}
