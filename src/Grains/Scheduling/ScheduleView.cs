namespace AgentCluster.Scheduling;

/// <summary>Where a singleton's schedule stands.</summary>
public sealed record ScheduleView
{
    /// <summary>Time between runs.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>When the next run is due.</summary>
    public required DateTimeOffset NextRunAt { get; init; }

    /// <summary>When the last run ended, or null.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>Why the last run failed, or null.</summary>
    public string? LastError { get; init; }

    /// <summary>How many runs ended.</summary>
    public long Runs { get; init; }
}
