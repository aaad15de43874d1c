namespace AgentCluster.Notifications.Mail;

/// <summary>A message in the outbox.</summary>
/// <param name="Id">The action it comes from; also its Message-Id.</param>
/// <param name="Mail">The message.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When it is tried next.</param>
/// <param name="Error">Why it was not sent, or null.</param>
internal sealed record OutboxEntry(string Id, OutgoingMail Mail, OutboxStatus Status, int Attempts, DateTimeOffset DueAt, string? Error);
