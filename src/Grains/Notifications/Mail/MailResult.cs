namespace AgentCluster.Notifications.Mail;

/// <summary>Whether a mail server took a message.</summary>
internal enum MailResult
{
    /// <summary>It did.</summary>
    Sent,

    /// <summary>It did not, and may do so later.</summary>
    NotSent,

    /// <summary>It did not and never will.</summary>
    Refused,

    /// <summary>The line broke while it was being handed over: nobody can tell.</summary>
    Unknown,
}
