using Microsoft.Extensions.Logging;

namespace AgentCluster.Notifications.Cards;

/// <summary>Brings claimed cards to what they have to show.</summary>
internal sealed partial class CardSender(CardStore store, IEnumerable<ICardTopic> topics, IEnumerable<ICardChannel> channels, TimeProvider time, ILogger<CardSender> logger)
{
    /// <summary>An attempt takes no longer; a stop of the silo has 25 s for everything.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>A message is rewritten no more often, however often its thing changes; chat services allow about as much (https://docs.slack.dev/apis/web-api/rate-limits).</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    /// <summary>Time after which a sender is taken for dead.</summary>
    public static readonly TimeSpan Lease = 2 * Longest;

    /// <summary>How often a card is tried: with pauses of an hour in the end, over the thirty days that a request may wait.</summary>
    public const int MostAttempts = 750;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <summary>Shows a claimed card; begun, it is seen through also when the silo stops: given up half-way, nobody could tell whether it is there.</summary>
    public async Task ShowAsync(string tenant, StoredCard card)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        try
        {
            // Read after the claim: it shows at least the version that was claimed, and what changes from now on makes it due again.
            var shown = (await topics.Single(topic => topic.Name == card.Topic).FindAsync(tenant, card.Subject, limit.Token))?.Card;
            if (shown?.Hash is { } hash && hash != card.Hash)
            {
                card = await store.BindAsync(tenant, card, hash);
            }

            await SettleAsync(tenant, card, shown is null ? new(null) : await ShowAsync(tenant, card, shown, limit.Token));
        }
#pragma warning disable CA1031 // Whatever a channel or a topic throws concerns this card alone; it is tried again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(card.Channel, card.Topic, card.Subject, failure);
            await SettleAsync(tenant, card, new(null, limit.IsCancellationRequested ? "The attempt took too long." : failure.Message));
        }
    }

    private Task<CardResult> ShowAsync(string tenant, StoredCard card, Card shown, CancellationToken cancellationToken) =>
        channels.Single(channel => channel.Name == card.Channel).ShowAsync(new(tenant, card.Target, card.Token, card.Reference, shown), cancellationToken);

    private Task SettleAsync(string tenant, StoredCard card, CardResult result)
    {
        if (result.Error is not { } error)
        {
            return store.ShownAsync(tenant, card, result.Reference, time.GetUtcNow() + Spacing);
        }

        var attempts = result.IsFinal ? MostAttempts : card.Attempts;
        var pause = Backoff.After(FirstPause, attempts, card.Token);
        return result.RetryAfter is { } wait
            // Those that were turned away together would be turned away again if they came back together.
            ? store.FailedAsync(tenant, card, error, time.GetUtcNow() + wait + pause, givesUp: false)
            : store.FailedAsync(tenant, card, error, time.GetUtcNow() + pause, attempts >= MostAttempts);
    }

    [LoggerMessage(EventId = 14012, Level = LogLevel.Warning, Message = "The card of {Topic} {Subject} could not be shown in {Channel}; it is tried again")]
    private partial void LogFailed(string channel, string topic, string subject, Exception failure);
}
