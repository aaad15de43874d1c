using System.Collections.Immutable;

namespace AgentCluster.Notifications.Cards;

/// <summary>A card and who is to see it.</summary>
/// <param name="Card">The card.</param>
/// <param name="People">The people to whom it goes by the channels they have, besides the channels' own common rooms.</param>
/// <param name="Events">What has become of the thing so far, oldest first, such as <c>approval.requested</c>: webhooks are told each once.</param>
/// <param name="Payload">What webhooks are told about the thing, a JSON object.</param>
public sealed record Announcement(Card Card, ImmutableArray<CardReader> People, ImmutableArray<string> Events, string Payload);
