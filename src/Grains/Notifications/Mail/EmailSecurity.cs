namespace AgentCluster.Notifications.Mail;

/// <summary>How the connection to a mail server is secured.</summary>
public enum EmailSecurity
{
    /// <summary>Upgraded by STARTTLS (RFC 3207), which has to succeed.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all; for a server on this machine.</summary>
    None,
}
