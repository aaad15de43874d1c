using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Notifications.Callbacks;

/// <summary>
/// Turns clicks into decisions. Invariant: what is decided over is the card whose message was clicked, with the hash that it shows; who may
/// decide is not known here.
/// </summary>
internal sealed class CardDecider(CardStore cards, IGrainFactory grains)
{
    // Name of the topic of requests for a decision.
    private const string Topic = "approval";

    /// <summary>Decides once however often the same click comes.</summary>
    /// <returns>The request as it stands, or why the click does not count: for the person who clicked.</returns>
    public async Task<Outcome<Approval>> DecideAsync(CardClick click, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(click.Tenant, click.Token, cancellationToken) is not { } card || card.Channel != click.Channel)
        {
            return Problem.NotFound("unknownCard", "This message is out of date; nothing was decided. Look for the latest one about this request.");
        }

        if (ReminderMark.Split(card.Reference).Message != click.Reference)
        {
            // The message was sent a moment ago and is not written down yet, or another took its place.
            return Problem.Conflict("otherMessage", "This message is not the current one about this request; nothing was decided. Click again in a moment, or use the other message.");
        }

        return card is { Topic: Topic, Hash: { } hash }
            ? await grains.GetGrain<IApprovalsGrain>(click.Tenant).DecideAsync(
                card.Subject,
                new() { Decision = click.Decision, Hash = hash, By = click.User, Channel = click.Channel, Operation = $"{click.Channel}:{click.Operation}", Waits = false },
                cancellationToken)
            : Problem.Conflict("nothingToDecide", "There is nothing to decide here.");
    }
}
