namespace AgentCluster.Notifications.Cards;

/// <summary>A place where a card has to be.</summary>
/// <param name="Channel">Name of the <see cref="ICardChannel"/>.</param>
/// <param name="Target">The place in it.</param>
internal sealed record CardPlace(string Channel, string Target);
