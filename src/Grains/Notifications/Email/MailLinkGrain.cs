using Orleans.Concurrency;

namespace AgentCluster.Notifications.Email;

/// <summary>Reentrant: it holds nothing at all between two awaits.</summary>
[StatelessWorker, Reentrant]
internal sealed class MailLinkGrain(MailLinkDesk desk) : Grain, IMailLinkGrain
{
    public Task<Outcome<LinkCard>> ShowAsync(string link, CancellationToken cancellationToken = default) => desk.ShowAsync(link, cancellationToken);

    public Task<Outcome<LinkCard>> DecideAsync(string link, LinkDecision decision, CancellationToken cancellationToken = default) =>
        desk.DecideAsync(link, decision, cancellationToken);
}
