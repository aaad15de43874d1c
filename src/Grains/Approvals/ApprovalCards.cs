using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution.Redaction;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Approvals;

/// <summary>What people are told of requests for a decision.</summary>
internal sealed class ApprovalCards(ApprovalStore store, ApproverStore approvers, CatalogCache catalogs) : ICardTopic
{
    /// <summary>Name of the topic.</summary>
    public const string Topic = "approval";

    public string Name => Topic;

    public ImmutableArray<string> Events => ApprovalEvents.All;

    public async Task<Announcement?> FindAsync(string tenant, string subject, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(tenant, subject, cancellationToken) is not { } approval)
        {
            return null;
        }

        var mask = new PersonalMask((await catalogs.GetAsync(new(tenant, approval.Source), cancellationToken)).Value);
        var people = await approvers.ListAsync(tenant, cancellationToken);
        return new(ApprovalCard.Of(approval, AskerOf(approval, people), mask), ReadersOf(approval, people), ApprovalEvents.Of(approval), ApprovalEvents.Payload(approval));
    }

    private static string AskerOf(Approval approval, ImmutableArray<Approver> people)
    {
        var asker = new People(people).AskerOf(approval);
        return people.FirstOrDefault(person => person.Id == asker)?.Name ?? asker;
    }

    /// <summary>Who is told by name: the people who decide in the first place, and those behind them once nobody has.</summary>
    private static ImmutableArray<CardReader> ReadersOf(Approval approval, ImmutableArray<Approver> people) =>
    [
        .. people.Where(person => approval.EscalatedAt is not null || person.Roles.Contains(ApproverRole.Approver)).SelectMany(person => person.Channels).Select(identity => new CardReader(identity.Channel, identity.User)),
    ];
}
