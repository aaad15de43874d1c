namespace AgentCluster.Execution;

/// <summary>What a row of the execution log records.</summary>
public enum AuditEvent
{
    /// <summary>An action was proposed, inspected and put to the policy.</summary>
    Proposed,

    /// <summary>It was refused whatever a human says.</summary>
    Refused,

    /// <summary>A human was asked.</summary>
    Filed,

    /// <summary>A human said yes; several may have to.</summary>
    Approved,

    /// <summary>A human said no.</summary>
    Rejected,

    /// <summary>A human asked for other arguments; another request took its place.</summary>
    Edited,

    /// <summary>No human answered in time.</summary>
    Expired,

    /// <summary>It was taken back before a decision.</summary>
    Cancelled,

    /// <summary>It is about to be done.</summary>
    Executing,

    /// <summary>It was done.</summary>
    Executed,

    /// <summary>It was tried, and nothing was changed.</summary>
    Failed,

    /// <summary>It was not what had been approved; nothing was done.</summary>
    Stale,

    /// <summary>It was tried, and nobody can tell whether it was done.</summary>
    OutcomeUnknown,

    /// <summary>The tenant was frozen.</summary>
    Frozen,

    /// <summary>The tenant was thawed.</summary>
    Thawed,

    /// <summary>Who may decide was changed.</summary>
    ApproversReplaced,

    /// <summary>No human had answered in time; those who stand behind were told.</summary>
    Escalated,
}
