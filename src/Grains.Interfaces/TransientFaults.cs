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

        // Placement throws the base itself when no silo is there to take a grain; storage providers wrap with it what a database said.
        _ => fault.GetType() == typeof(OrleansException) && (OfStorage(fault) is not { } storage || IsPassing(storage)),
    };

    /// <summary>
    /// What a database said, when one stands behind it: Orleans wraps what its storage providers throw, and an activation that cannot read its
    /// state fails before any filter of calls.
    /// </summary>
    /// <param name="fault">What a grain call threw.</param>
    public static DbException? OfStorage(Exception fault) => fault switch
    {
        DbException database => database,
        OrleansException { InnerException: { } cause } => OfStorage(cause),
        _ => null,
    };

    /// <summary>
    /// Whether a database is away or overburdened rather than refusing the statement: it gave no state at all, or one of class 08 (connection),
    /// 40 (rollback), 53 (resources) or 57 (operator intervention) (https://www.postgresql.org/docs/current/errcodes-appendix.html).
    /// </summary>
    /// <param name="fault">What a driver threw.</param>
    public static bool IsPassing(DbException fault) => fault.IsTransient || fault.SqlState is not { Length: > 2 } state || state[..2] is "08" or "40" or "53" or "57";
}
