using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Notifications.Mail;

/// <summary>How mail leaves. Without a server nothing does: messages are written down, and said not to have been sent.</summary>
public sealed class EmailOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Email";

    /// <summary>Host of the SMTP server; default none, which is a dry run.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; default 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is secured; default <see cref="EmailSecurity.StartTls"/>.</summary>
    public EmailSecurity Security { get; set; } = EmailSecurity.StartTls;

    /// <summary>User name, or null for a server that asks for none.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user.</summary>
    public string? Password { get; set; }

    /// <summary>Address of the sender; needed with a server.</summary>
    public string? From { get; set; }

    /// <summary>Domains that mail may go to; needed with a server, and holds in a dry run where it is given.</summary>
    public IList<string> AllowedDomains { get; } = [];

    /// <summary>How often a message is tried; default 8, 1 to 50.</summary>
    [Range(1, 50)]
    public int MostAttempts { get; set; } = 8;

    /// <summary>Pause before the second attempt; it doubles from one to the next, give or take a half. Default 30 s, 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether nothing leaves.</summary>
    internal bool IsDryRun => string.IsNullOrWhiteSpace(Host);
}
