namespace AgentCluster.Notifications;

/// <summary>
/// What is behind the links of mails; the grain key is always <see cref="Key"/>. The silos alone have the key that the links are sealed with: a link
/// says which card it is of, to whom it was mailed, and until when it is good. Who has it answers for that person.
/// </summary>
[Repeatable, Alias("AgentCluster.Notifications.IMailLinkGrain")]
public interface IMailLinkGrain : IGrainWithStringKey
{
    /// <summary>The one grain key.</summary>
    const string Key = "email";

    /// <summary>The card as it stands; nothing changes by looking at it.</summary>
    /// <param name="link">The link's last part.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The card; <c>unknownLink</c> for what is no link of ours, <c>oldLink</c> for one that is not good any more.</returns>
    [Alias("ShowAsync")]
    Task<Outcome<LinkCard>> ShowAsync(string link, CancellationToken cancellationToken = default);

    /// <summary>Takes the person's decision, durable when it returns; what was approved is begun and not waited for.</summary>
    /// <param name="link">The link's last part.</param>
    /// <param name="decision">The decision with the hash of what was shown.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <returns>The card as it then stands, with why the decision does not count if it does not; problems as of <see cref="ShowAsync"/>.</returns>
    [Alias("DecideAsync")]
    Task<Outcome<LinkCard>> DecideAsync(string link, LinkDecision decision, CancellationToken cancellationToken = default);
}
