using System.Collections.Immutable;

namespace AgentCluster.Notifications.Cards;

/// <summary>A kind of thing that people are told about, such as requests for a decision.</summary>
public interface ICardTopic
{
    /// <summary>Its name in the rows, such as <c>approval</c>.</summary>
    string Name { get; }

    /// <summary>Every event that it may announce, such as <c>approval.requested</c>: what webhooks may ask for.</summary>
    ImmutableArray<string> Events { get; }

    /// <summary>The card as it has to look now, and who is to see it; null when the thing is gone.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="subject">Id of the thing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Announcement?> FindAsync(string tenant, string subject, CancellationToken cancellationToken);
}
