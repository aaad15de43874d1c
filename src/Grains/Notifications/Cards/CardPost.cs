namespace AgentCluster.Notifications.Cards;

/// <summary>A card on its way to one place.</summary>
/// <param name="Tenant">Tenant.</param>
/// <param name="Target">Where: a Slack channel, a Telegram chat, an address.</param>
/// <param name="Token">Short opaque id of this card in this place (22 characters, base64url, random): what a button sends back.</param>
/// <param name="Reference">The channel's own id of the message to rewrite, or null for a new one.</param>
/// <param name="Card">What it says.</param>
internal sealed record CardPost(string Tenant, string Target, string Token, string? Reference, Card Card);
