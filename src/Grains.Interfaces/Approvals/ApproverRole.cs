namespace AgentCluster.Approvals;

/// <summary>When a person who may decide is told of a request.</summary>
public enum ApproverRole
{
    /// <summary>At once.</summary>
    Approver,

    /// <summary>When nobody has decided in time.</summary>
    Escalation,
}
