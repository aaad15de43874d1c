namespace AgentCluster.Notifications.Mail;

/// <summary>What a mail server made of a message.</summary>
/// <param name="Result">Whether it took it.</param>
/// <param name="Error">What it said, or null.</param>
internal sealed record MailAttempt(MailResult Result, string? Error);
