namespace AgentCluster.Interactions;

/// <summary>Where a question stands, as its asker sees it.</summary>
public enum InteractionStatus
{
    /// <summary>Accepted, not ended.</summary>
    Running,

    /// <summary>Ended with an answer, which may be that none could be given.</summary>
    Completed,

    /// <summary>Waits for a human's decision.</summary>
    AwaitingApproval,

    /// <summary>A human said no.</summary>
    Rejected,

    /// <summary>No human answered in time.</summary>
    Expired,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Ended by its asker.</summary>
    Cancelled,
}
