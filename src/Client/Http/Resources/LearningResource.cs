using AgentCluster.Learning;

namespace AgentCluster.Client.Http.Resources;

/// <summary>Where background learning stands.</summary>
internal sealed record LearningResource
{
    /// <summary>When the last run ended, or null.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When the next run is due.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Whether a run is under way.</summary>
    public bool Running { get; init; }

    /// <summary>The step under way or last done.</summary>
    public required string Progress { get; init; }

    /// <summary>Time between runs.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Active memories by kind.</summary>
    public required ImmutableSortedDictionary<string, int> Counts { get; init; }

    /// <summary>Memories that wait to be validated again.</summary>
    public long Stale { get; init; }

    /// <summary>Memories that the write gate refused since the silo started.</summary>
    public long Refused { get; init; }

    /// <summary>Runs that ended since the cluster was made.</summary>
    public long Runs { get; init; }

    /// <summary>Why the last run failed, or null.</summary>
    public string? LastError { get; init; }

    /// <summary>Maps a status.</summary>
    public static LearningResource From(LearningStatus status) => new()
    {
        LastRunAt = status.LastRunAt,
        NextRunAt = status.NextRunAt,
        Running = status.Running,
        Progress = status.Progress,
        Interval = status.Interval,
        Counts = status.Counts.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Stale = status.Stale,
        Refused = status.Refused,
        Runs = status.Runs,
        LastError = status.LastError,
    };
}
