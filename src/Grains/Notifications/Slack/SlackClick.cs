using AgentCluster.Approvals;

namespace AgentCluster.Notifications.Slack;

/// <summary>A click on a button of one of our messages.</summary>
/// <param name="Team">Workspace.</param>
/// <param name="Channel">Channel of the message.</param>
/// <param name="Message">Its timestamp, which is its id in the channel.</param>
/// <param name="User">Who clicked.</param>
/// <param name="Token">What the button carries: the card.</param>
/// <param name="Decision">What the button says.</param>
/// <param name="Trigger">Slack's own id of the click.</param>
/// <param name="ResponseUrl">Where the clicking person is answered, as it came.</param>
internal sealed record SlackClick(
    string Team, string Channel, string Message, string User, string Token, Decision Decision, string Trigger, string ResponseUrl);
