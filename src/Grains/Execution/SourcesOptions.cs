namespace AgentCluster.Execution;

/// <summary>Sources known at start. The host binds section <see cref="SectionName"/> to <see cref="Sources"/> and adds the one of the command line.</summary>
public sealed class SourcesOptions
{
    /// <summary>The configuration section that <see cref="Sources"/> is bound to.</summary>
    public const string SectionName = "AgentCluster:Sources";

    /// <summary>The sources by name; they cannot be changed through the API.</summary>
    public IDictionary<string, ConfiguredSource> Sources { get; } = new Dictionary<string, ConfiguredSource>(StringComparer.Ordinal);

    /// <summary>Files that are never a source, such as the platform's own databases.</summary>
    public IList<string> ForbiddenPaths { get; } = [];
}
