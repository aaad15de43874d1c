using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Tools;

/// <summary>How tools are found, judged and proposed.</summary>
public sealed class ToolsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Tools";

    /// <summary>By source: where <c>update_client_status</c> finds clients and their status. Default: the one table of the source that fits.</summary>
    public IDictionary<string, ClientStatusOptions> ClientStatus { get; } = new Dictionary<string, ClientStatusOptions>(StringComparer.Ordinal);

    /// <summary>How often a question has to recur before the toolsmith proposes a tool for it; default 5, 3 to 1,000.</summary>
    [Range(3, 1000)]
    public int ProposeAfter { get; set; } = 5;

    /// <summary>Cosine similarity of descriptions from which on a new tool counts as a duplicate; default 0.97, 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public double DuplicateSimilarity { get; set; } = 0.97;

    /// <summary>How many calls a version has to have before it can be demoted; default 10, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int JudgedAfter { get; set; } = 10;

    /// <summary>Share of failed calls above which a version is demoted; default 0.5, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MostFailures { get; set; } = 0.5;
}
