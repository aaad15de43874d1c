using System.Collections.Immutable;

namespace AgentCluster.Learning;

/// <summary>Where background learning stands.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Learning.LearningStatus")]
public sealed record LearningStatus
{
    /// <summary>When the last run ended, or null.</summary>
    [Id(0)]
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When the next run is due.</summary>
    [Id(1)]
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Whether a run is under way.</summary>
    [Id(2)]
    public bool Running { get; init; }

    /// <summary>The step under way or last done, one line; empty before the first run.</summary>
    [Id(3)]
    public string Progress { get; init; } = "";

    /// <summary>Time between runs.</summary>
    [Id(4)]
    public TimeSpan Interval { get; init; }

    /// <summary>Active memories by kind.</summary>
    [Id(5)]
    public ImmutableDictionary<string, int> Counts { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Memories that wait to be validated again.</summary>
    [Id(6)]
    public long Stale { get; init; }

    /// <summary>Memories that the write gate refused since the silo started.</summary>
    [Id(7)]
    public long Refused { get; init; }

    /// <summary>Runs that ended since the cluster was made.</summary>
    [Id(8)]
    public long Runs { get; init; }

    /// <summary>Why the last run failed, or null.</summary>
    [Id(9)]
    public string? LastError { get; init; }
}
