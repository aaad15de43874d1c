using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Approvals;

/// <summary>How long people have to decide.</summary>
public sealed class ApprovalsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Approvals";

    /// <summary>How long a request of high or critical risk waits.</summary>
    public static readonly TimeSpan LongTimeout = TimeSpan.FromHours(24);

    /// <summary>How long a request of low or medium risk waits; default 300 s, 10 s to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(300);
}
