namespace AgentCluster;

/// <summary>Base of every exception that AgentCluster throws on purpose: infrastructure that failed, never an expected outcome.</summary>
[GenerateSerializer, Alias("AgentCluster.AgentClusterException")]
public class AgentClusterException : Exception
{
    /// <summary>Creates an exception whose message may be shown to a caller.</summary>
    /// <param name="message">What failed, without secrets, rows or parameters.</param>
    /// <param name="isTransient">Whether the same call may succeed when it is repeated.</param>
    /// <param name="inner">The cause, kept for the log; it does not cross the wire.</param>
    public AgentClusterException(string message, bool isTransient = false, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed when it is repeated.</summary>
    [Id(0)]
    public bool IsTransient { get; init; }

    /// <summary>Stable machine-readable code in camelCase, or null when nothing more precise exists than whether it passes.</summary>
    [Id(1)]
    public string? Code { get; init; }

    /// <summary>A database that the platform itself needs is away or refuses for the moment; nothing was changed. Transient.</summary>
    /// <param name="message">What failed, without secrets, rows or parameters.</param>
    /// <param name="inner">The cause, kept for the log; it does not cross the wire.</param>
    public static AgentClusterException StorageUnavailable(string message, Exception? inner = null) =>
        new(message, isTransient: true, inner) { Code = "storageUnavailable" };
}
