using AgentCluster.Storage;

namespace AgentCluster.Notifications.Cards;

/// <summary>Says that people have something new to see.</summary>
public static class Notices
{
    /// <summary>Notes in the transaction that changes a thing that its cards have to change; <see cref="INotifierGrain.NudgeAsync"/> after it makes it quick.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="topic">Name of an <see cref="ICardTopic"/>.</param>
    /// <param name="subject">Id of the thing.</param>
    public static Task RaiseAsync(PlatformSession session, string tenant, string topic, string subject) => session.ExecuteAsync(
        """
        INSERT INTO notification_subject (tenant, topic, subject, version) VALUES (@tenant, @topic, @subject, 1)
        ON CONFLICT (tenant, topic, subject) DO UPDATE SET version = notification_subject.version + 1
        """,
        ("@tenant", tenant), ("@topic", topic), ("@subject", subject));
}
