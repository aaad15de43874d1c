namespace AgentCluster.Notifications.Cards;

/// <summary>What a channel made of a card.</summary>
/// <param name="Reference">The channel's own id of the message; null when it was not shown.</param>
/// <param name="Error">Why it was not shown, or null.</param>
/// <param name="IsFinal">Whether trying again is of no use, as for a room that is gone.</param>
/// <param name="RetryAfter">How long the channel asks to wait, or null.</param>
internal sealed record CardResult(string? Reference, string? Error = null, bool IsFinal = false, TimeSpan? RetryAfter = null);
