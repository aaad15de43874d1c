using AgentCluster.Storage;

namespace AgentCluster.Grains.Tests.Notifications.Callbacks;

/// <summary>Cards as the notifier leaves them.</summary>
internal static class CardRows
{
    /// <summary>Adds a shown card.</summary>
    public static Task AddCardAsync(
        this IPlatformDatabase database, string tenant, string token, string channel, string? reference, string topic = "approval", string subject = "a1", string? hash = "h1") =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                """
                INSERT INTO notification_card (tenant, token, topic, subject, channel, target, hash, reference, version, shown, due_at)
                VALUES (@tenant, @token, @topic, @subject, @channel, @target, @hash, @reference, 1, 1, @now)
                """,
                ("@tenant", tenant), ("@token", token), ("@topic", topic), ("@subject", subject), ("@channel", channel), ("@target", $"room of {token}"),
                ("@hash", hash), ("@reference", reference), ("@now", TimeProvider.System.GetUtcNow())),
            CancellationToken.None);
}
