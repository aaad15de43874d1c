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
}
