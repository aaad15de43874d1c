namespace AgentCluster.Notifications.Mail;

/// <summary>Where messages are put to be sent: once, or their outcome is unknown, whatever dies.</summary>
public sealed class Outbox
{
    private readonly OutboxStore _store;
    private readonly MailPolicy _policy;
    private readonly IGrainFactory _grains;

    internal Outbox(OutboxStore store, MailPolicy policy, IGrainFactory grains) => (_store, _policy, _grains) = (store, policy, grains);

    /// <summary>Whether a message is in it, sent or not.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">The action it comes from.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<bool> HoldsAsync(string tenant, string id, CancellationToken cancellationToken) => _store.HoldsAsync(tenant, id, cancellationToken);

    /// <summary>Puts a message in; durable when it returns, and in once however often it is put in.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">The action it comes from.</param>
    /// <param name="mail">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task AddAsync(string tenant, string id, OutgoingMail mail, CancellationToken cancellationToken)
    {
        await _store.AddAsync(tenant, id, mail, _policy.IsDryRun ? OutboxStatus.DryRun : OutboxStatus.Pending, cancellationToken);
        if (!_policy.IsDryRun)
        {
            await _grains.GetGrain<IOutboxGrain>(tenant).NudgeAsync();
        }
    }
}
