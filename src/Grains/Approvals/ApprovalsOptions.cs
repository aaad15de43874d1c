using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Approvals;

/// <summary>How long people have to decide, and how much they are asked at once.</summary>
public sealed class ApprovalsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Approvals";

    /// <summary>After how long a request of low or medium risk expires, and one of high or critical risk is told to those who stand behind; default 300 s, 10 s to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>After how long a request of high or critical risk expires; default 24 h, 1 min to 30 days, longer than <see cref="Timeout"/>.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan LongTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often people are reminded of one that was told to those who stand behind; default 4 h, 1 min to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan ReminderInterval { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Most requests of one agent that wait at a time; default 20, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MostOpenPerAgent { get; set; } = 20;
}
