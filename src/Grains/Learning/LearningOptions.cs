using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Learning;

/// <summary>How background learning works.</summary>
public sealed class LearningOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Learning";

    /// <summary>Time between runs of a tenant that has no schedule yet. Default: one hour; from one minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ErrorMessage = "AgentCluster:Learning:Interval must lie between 00:01:00 and 30.00:00:00.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);
}
