namespace AgentCluster.Notifications.Cards;

/// <summary>A thing that has changed since people were told.</summary>
/// <param name="Topic">Name of its <see cref="ICardTopic"/>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">How often it has changed.</param>
internal sealed record NoticedSubject(string Topic, string Id, int Version);
