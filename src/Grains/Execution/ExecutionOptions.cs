using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Execution;

/// <summary>Limits of what a statement of an agent or a client may take.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Execution";

    /// <summary>How long a statement may run; default 5 s, 10 ms to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most rows of a result; default 1,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MaxRows { get; set; } = 1000;

    /// <summary>Most bytes of a result's rows as JSON; default 1 MiB, 1 KiB to 64 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 1024 * 1024;

    /// <summary>Most statements that run on one source at once; the rest wait. Default 4, 1 to 64.</summary>
    [Range(1, 64)]
    public int ConnectionsPerSource { get; set; } = 4;

    /// <summary>How long the verdict on a read is remembered while the schema stays the same; default 60 s, 0 to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan VerdictLifetime { get; set; } = TimeSpan.FromSeconds(60);
}
