namespace AgentCluster.Notifications.Mail;

/// <summary>Where a message stands.</summary>
internal enum OutboxStatus
{
    /// <summary>To be sent.</summary>
    Pending,

    /// <summary>A sender has it in hand.</summary>
    Sending,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>It was refused, or tried often enough.</summary>
    Failed,

    /// <summary>It was being handed over when its sender died or the line broke: whether it was taken nobody can tell, and it is not sent again.</summary>
    OutcomeUnknown,

    /// <summary>No server is configured; it was written down only.</summary>
    DryRun,
}
