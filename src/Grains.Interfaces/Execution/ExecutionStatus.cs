namespace AgentCluster.Execution;

/// <summary>Where an action stands. All but the first two are final.</summary>
public enum ExecutionStatus
{
    /// <summary>Nothing was done; a human has to decide.</summary>
    AwaitingApproval,

    /// <summary>Approved or let through by policy, and being done; the ledger of its source knows whether it was.</summary>
    Executing,

    /// <summary>Done, once.</summary>
    Executed,

    /// <summary>Tried, and nothing was changed.</summary>
    Failed,

    /// <summary>Tried, and nobody can tell whether it was done; it is never tried again.</summary>
    OutcomeUnknown,

    /// <summary>Refused whatever a human says; nothing was done.</summary>
    Forbidden,

    /// <summary>A human said no; nothing was done.</summary>
    Rejected,

    /// <summary>No human answered in time; nothing was done.</summary>
    Expired,

    /// <summary>What was approved is not what would happen now; nothing was done, it has to be asked again.</summary>
    Stale,

    /// <summary>Taken back before a decision; nothing was done.</summary>
    Cancelled,
}
