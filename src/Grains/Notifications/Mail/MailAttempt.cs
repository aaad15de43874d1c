namespace AgentCluster.Notifications.Mail;

/// <summary>What a mail server made of a message.</summary>
/// <param name="Sent">Whether it took it.</param>
/// <param name="Final">Whether trying again is of no use.</param>
/// <param name="Error">What it said, or null.</param>
internal sealed record MailAttempt(bool Sent, bool Final, string? Error);
