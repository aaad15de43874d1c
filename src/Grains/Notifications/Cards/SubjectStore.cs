using System.Collections.Immutable;
using AgentCluster.Notifications.Webhooks;
using AgentCluster.Storage;

namespace AgentCluster.Notifications.Cards;

/// <summary>Table <c>notification_subject</c>: what has changed, and the cards that have to follow.</summary>
internal sealed class SubjectStore(IPlatformDatabase database, TimeProvider time)
{
    private const int PageSize = 100;

    /// <summary>Things that have changed since people were told, in order.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="after">The last one of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<List<NoticedSubject>> UntoldAsync(string tenant, NoticedSubject? after, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        session => session.QueryAsync(
            row => new NoticedSubject(row.GetString(0), row.GetString(1), row.GetInt32(2)),
            $"""
            SELECT topic, subject, version FROM notification_subject
            WHERE tenant = @tenant AND told < version AND ((topic, subject) > (@topic, @subject))
            ORDER BY topic, subject LIMIT {PageSize}
            """,
            ("@tenant", tenant), ("@topic", after?.Topic ?? ""), ("@subject", after?.Id ?? "")),
        cancellationToken);

    /// <summary>
    /// Makes the cards of a thing due, those that are out and those of new places, and its events known to webhooks; once for a version, whoever comes first. When one is tried
    /// is never moved forward: a place that fails is not tried more often because the thing changes.
    /// </summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="subject">The thing at the version that is told.</param>
    /// <param name="places">Where its cards have to be.</param>
    /// <param name="announcement">What they show and what has become of the thing, or null when it is gone.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task TellAsync(
        string tenant, NoticedSubject subject, ImmutableArray<CardPlace> places, Announcement? announcement, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            var told = await session.ExecuteAsync(
                "UPDATE notification_subject SET told = @version WHERE tenant = @tenant AND topic = @topic AND subject = @subject AND told < @version",
                ("@version", subject.Version), ("@tenant", tenant), ("@topic", subject.Topic), ("@subject", subject.Id));
            if (told == 1)
            {
                await RaiseAsync(session, tenant, subject, places, announcement?.Card.Hash);
            }

            if (told == 1 && announcement is not null)
            {
                await DeliveryStore.AddAsync(session, tenant, subject, announcement, time.GetUtcNow());
            }

            return told;
        },
        cancellationToken);

    private async Task RaiseAsync(PlatformSession session, string tenant, NoticedSubject subject, ImmutableArray<CardPlace> places, string? hash)
    {
        var now = time.GetUtcNow();
        await session.ExecuteAsync(
            """
            UPDATE notification_card SET version = @version, given_up = FALSE, due_at = CASE WHEN due_at > @now THEN due_at ELSE @now END
            WHERE tenant = @tenant AND topic = @topic AND subject = @subject AND version < @version
            """,
            ("@version", subject.Version), ("@now", now), ("@tenant", tenant), ("@topic", subject.Topic), ("@subject", subject.Id));
        await session.ExecuteManyAsync(
            """
            INSERT INTO notification_card (tenant, token, topic, subject, channel, target, hash, version, due_at)
            VALUES (@tenant, @token, @topic, @subject, @channel, @target, @hash, @version, @now) ON CONFLICT (tenant, topic, subject, channel, target) DO NOTHING
            """,
            [
                .. places.Select(place => new (string, object?)[]
                {
                    ("@tenant", tenant), ("@token", CardTokens.New()), ("@topic", subject.Topic), ("@subject", subject.Id), ("@channel", place.Channel),
                    ("@target", place.Target), ("@hash", hash), ("@version", subject.Version), ("@now", now),
                }),
            ]);
    }
}
