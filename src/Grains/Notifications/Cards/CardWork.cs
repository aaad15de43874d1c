namespace AgentCluster.Notifications.Cards;

/// <summary>The cards of one channel that are due.</summary>
internal sealed class CardWork(ICardChannel channel, CardSender sender, CardStore store) : IDueWork
{
    public string Name => channel.Name;

    public async Task<Func<Task>?> ClaimAsync(string tenant, CancellationToken cancellationToken) =>
        await store.ClaimAsync(tenant, channel.Name, CardSender.Lease, cancellationToken) is { } card ? () => sender.ShowAsync(tenant, card) : null;

    public Task<DateTimeOffset?> NextDueAsync(string tenant, CancellationToken cancellationToken) => store.NextDueAsync(tenant, channel.Name, cancellationToken);
}
