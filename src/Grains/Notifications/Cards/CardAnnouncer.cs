using Microsoft.Extensions.Logging;

namespace AgentCluster.Notifications.Cards;

/// <summary>Finds out what has changed, and makes the cards of it due in every channel.</summary>
internal sealed partial class CardAnnouncer(SubjectStore subjects, IEnumerable<ICardTopic> topics, IEnumerable<ICardChannel> channels, ILogger<CardAnnouncer> logger)
{
    /// <summary>Tells of everything that has changed; a thing of which nothing can be told now stays untold, and holds up no other.</summary>
    public async Task AnnounceAsync(string tenant, CancellationToken cancellationToken)
    {
        for (var page = await subjects.UntoldAsync(tenant, null, cancellationToken); page.Count > 0; page = await subjects.UntoldAsync(tenant, page[^1], cancellationToken))
        {
            foreach (var subject in page)
            {
                await TryAnnounceAsync(tenant, subject, cancellationToken);
            }
        }
    }

    private async Task TryAnnounceAsync(string tenant, NoticedSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            await AnnounceAsync(tenant, subject, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever one thing throws, people are told of the others; the next tick tries it again.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUntold(subject.Topic, subject.Id, failure);
        }
    }

    private async Task AnnounceAsync(string tenant, NoticedSubject subject, CancellationToken cancellationToken)
    {
        var topic = topics.Single(topic => topic.Name == subject.Topic);
        var announcement = await topic.FindAsync(tenant, subject.Id, cancellationToken);
        await subjects.TellAsync(
            tenant,
            subject,
            announcement is null ? [] : [.. channels.SelectMany(channel => channel.Targets(tenant, announcement.People).Distinct().Select(target => new CardPlace(channel.Name, target)))],
            announcement,
            cancellationToken);
    }

    [LoggerMessage(EventId = 14011, Level = LogLevel.Warning, Message = "Nobody could be told of {Topic} {Subject}; the next tick tries again")]
    private partial void LogUntold(string topic, string subject, Exception failure);
}
