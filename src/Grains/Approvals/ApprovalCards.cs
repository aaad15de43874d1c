using AgentCluster.Discovery;
using AgentCluster.Execution.Redaction;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Approvals;

/// <summary>What people are told of requests for a decision.</summary>
internal sealed class ApprovalCards(ApprovalStore store, CatalogCache catalogs) : ICardTopic
{
    /// <summary>Name of the topic.</summary>
    public const string Topic = "approval";

    public string Name => Topic;

    public async Task<Announcement?> FindAsync(string tenant, string subject, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(tenant, subject, cancellationToken) is not { } approval)
        {
            return null;
        }

        var mask = new PersonalMask((await catalogs.GetAsync(new(tenant, approval.Source), cancellationToken)).Value);
        return new(ApprovalCard.Of(approval, mask), [], ApprovalEvents.Of(approval), ApprovalEvents.Payload(approval));
    }
}
