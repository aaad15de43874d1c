namespace AgentCluster.Approvals;

/// <summary>Where a request for a human's decision stands. All but the first three are final.</summary>
public enum ApprovalStatus
{
    /// <summary>Nobody has decided.</summary>
    Pending,

    /// <summary>A human said yes.</summary>
    Approved,

    /// <summary>What was approved is being done.</summary>
    Executing,

    /// <summary>Done.</summary>
    Executed,

    /// <summary>Tried, and nothing was changed.</summary>
    Failed,

    /// <summary>Tried, and nobody can tell whether it was done.</summary>
    OutcomeUnknown,

    /// <summary>A human said no.</summary>
    Rejected,

    /// <summary>Replaced by a request with other arguments.</summary>
    Edited,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>Taken back.</summary>
    Cancelled,

    /// <summary>What was shown is not what would happen now.</summary>
    Stale,
}
