using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Notifications.Email;

/// <summary>Shows the card behind a link, and takes the decision of whom it was mailed to; whether that person may decide is not known here.</summary>
internal sealed class MailLinkDesk(MailLinks links, CardStore cards, IEnumerable<ICardTopic> topics, IGrainFactory grains)
{
    /// <summary>The card as it stands now.</summary>
    public async Task<Outcome<LinkCard>> ShowAsync(string text, CancellationToken cancellationToken)
    {
        var link = links.Open(text);
        return link.Succeeded ? await ShowAsync(link.Value, null, cancellationToken) : link.Problem;
    }

    /// <summary>Decides over what the hash shows, and shows what then stands.</summary>
    public async Task<Outcome<LinkCard>> DecideAsync(string text, LinkDecision decision, CancellationToken cancellationToken)
    {
        var opened = links.Open(text);
        if (opened.Value is not { } link)
        {
            return opened.Problem!;
        }

        if (await FindAsync(link, cancellationToken) is not { } card)
        {
            return MailLinks.Old();
        }

        var decided = await grains.GetGrain<IApprovalsGrain>(link.Tenant).DecideAsync(
            card.Subject,
            new()
            {
                Decision = decision.Approves ? Decision.Approve : Decision.Reject,
                Hash = decision.Hash,
                By = link.User,
                Channel = EmailChannel.ChannelName,
                Reason = decision.Reason,
                Operation = $"{EmailChannel.ChannelName}:{link.Token}:{decision.Operation}",
                Waits = false,
            },
            cancellationToken);
        return decided.Problem is { Kind: ProblemKind.Unavailable } away ? away : await ShowAsync(link, decided.Problem?.Message, cancellationToken);
    }

    private async Task<Outcome<LinkCard>> ShowAsync(MailLink link, string? refusal, CancellationToken cancellationToken)
    {
        if (await FindAsync(link, cancellationToken) is not { } stored
            || await topics.Single(topic => topic.Name == stored.Topic).FindAsync(link.Tenant, stored.Subject, cancellationToken) is not { Card: var card })
        {
            return MailLinks.Old();
        }

        return new LinkCard
        {
            Title = card.Title,
            State = card.State,
            Facts = [.. card.Facts.Select(fact => new LinkFact(fact.Label, fact.Value))],
            Detail = card.Detail,
            IsOpen = card.IsOpen,
            Hash = card.Hash,
            Refusal = refusal,
        };
    }

    private async Task<StoredCard?> FindAsync(MailLink link, CancellationToken cancellationToken) =>
        await cards.FindAsync(link.Tenant, link.Token, cancellationToken) is { Channel: EmailChannel.ChannelName } card && card.Target == link.User ? card : null;
}
