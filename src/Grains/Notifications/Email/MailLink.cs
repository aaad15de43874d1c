namespace AgentCluster.Notifications.Email;

/// <summary>What the link of a mail says.</summary>
/// <param name="Tenant">Tenant.</param>
/// <param name="Token">Token of the card.</param>
/// <param name="User">The address it was mailed to: who answers.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
internal sealed record MailLink(string Tenant, string Token, string User, DateTimeOffset ExpiresAt);
