namespace AgentCluster.Notifications.Slack;

/// <summary>A message of Slack's: its channel and its timestamp there, written <c>C024BE91L:1531420617.000100</c>.</summary>
internal sealed record SlackReference(string Channel, string Message)
{
    /// <summary>What <see cref="ToString"/> wrote; null for null.</summary>
    public static SlackReference? Parse(string? text) => text?.Split(':') is [var channel, var message] ? new(channel, message) : null;

    public override string ToString() => $"{Channel}:{Message}";
}
