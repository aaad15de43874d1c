namespace AgentCluster.Notifications.Cards;

/// <summary>How one person is reached.</summary>
/// <param name="Channel">Such as <c>telegram</c>.</param>
/// <param name="User">The person in that channel: an id, or an address.</param>
public sealed record CardReader(string Channel, string User);
