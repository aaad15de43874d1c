using System.Data.Common;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace AgentCluster;

/// <summary>Tells trouble that passes (a silo died, a call was lost, the database is away) from everything else.</summary>
public static class TransientFaults
{
    /// <summary>Whether the same call may succeed when it is repeated. Its outcome is unknown: it may have been executed.</summary>
    /// <param name="fault">What a grain call or the platform database threw; a cancellation that was not the caller's own is a silo that stops.</param>
    public static bool IsTransient(Exception fault) => fault switch
    {
        AgentClusterException known => known.IsTransient,
        TimeoutException or OperationCanceledException or OrleansMessageRejectionException or SiloUnavailableException or ConnectionFailedException => true,

        // Placement throws the base itself, and nothing else does, when no silo is there to take a grain.
        _ => fault.GetType() == typeof(OrleansException),
    };

    /// <summary>
    /// Whether a database stands behind it: Orleans wraps what its storage providers throw, and an activation that cannot read its state fails
    /// before any filter of calls.
    /// </summary>
    /// <param name="fault">What a grain call threw.</param>
    public static bool IsOfStorage(Exception fault) =>
        fault is DbException || (fault is OrleansException { InnerException: { } cause } && IsOfStorage(cause));
}
