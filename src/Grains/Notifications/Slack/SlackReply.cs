namespace AgentCluster.Notifications.Slack;

/// <summary>What Slack's Web API made of a call.</summary>
/// <param name="Channel">Channel of the message, or null.</param>
/// <param name="Message">Its timestamp, which is its id in the channel; or null.</param>
/// <param name="Error">Slack's word for what is wrong, or null.</param>
/// <param name="IsFinal">Whether the same call would fail again.</param>
/// <param name="RetryAfter">How long Slack asks to wait, or null.</param>
internal sealed record SlackReply(string? Channel, string? Message, string? Error = null, bool IsFinal = false, TimeSpan? RetryAfter = null);
