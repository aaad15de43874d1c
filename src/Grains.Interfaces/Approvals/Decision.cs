namespace AgentCluster.Approvals;

/// <summary>What a human says to a request.</summary>
public enum Decision
{
    /// <summary>Do it.</summary>
    Approve,

    /// <summary>Do not.</summary>
    Reject,

    /// <summary>Ask again with other arguments.</summary>
    Edit,
}
