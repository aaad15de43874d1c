using System.Collections.Immutable;

namespace AgentCluster.Notifications.Cards;

/// <summary>A way to people: Slack, Telegram, e-mail. One that is not configured has no targets, and shows nothing.</summary>
internal interface ICardChannel
{
    /// <summary>Its name, such as <c>slack</c>; also the channel of a decision that comes through it.</summary>
    string Name { get; }

    /// <summary>Where a new card goes: the channel's common room, and those of the people that it may write to.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="people">Who is to see it, of all channels.</param>
    ImmutableArray<string> Targets(string tenant, ImmutableArray<CardReader> people);

    /// <summary>Puts a card where it is to be seen, or rewrites the one that is there. Called again after a crash: the same card may then be there twice, never lost.</summary>
    /// <param name="post">The card and where.</param>
    /// <param name="cancellationToken">Ends with the attempt's time limit; it has to be obeyed, or the channel holds up itself.</param>
    /// <returns>The channel's own id of the message for the next rewrite, or why it failed.</returns>
    Task<CardResult> ShowAsync(CardPost post, CancellationToken cancellationToken);
}
