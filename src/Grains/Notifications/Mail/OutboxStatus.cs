namespace AgentCluster.Notifications.Mail;

/// <summary>Where a message stands.</summary>
internal enum OutboxStatus
{
    /// <summary>To be sent.</summary>
    Pending,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>It was refused, or tried often enough.</summary>
    Failed,

    /// <summary>No server is configured; it was written down only.</summary>
    DryRun,
}
