using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Mail;

/// <summary>Sends what is due of a tenant's outbox, one after another.</summary>
internal sealed class OutboxSender(OutboxStore store, MailSender sender, IOptions<EmailOptions> options, TimeProvider time)
{
    // Longer than an attempt takes.
    private static readonly TimeSpan Lease = 2 * MailSender.Longest;

    /// <summary>Sends until nothing is due or the silo stops; how many were tried.</summary>
    public async Task<int> SendDueAsync(string tenant, CancellationToken cancellationToken)
    {
        var tried = 0;
        while (!options.Value.IsDryRun && !cancellationToken.IsCancellationRequested && await store.ClaimAsync(tenant, Lease, cancellationToken) is { } entry)
        {
            // What was begun is seen through: given up half-way, nobody could tell whether it was sent.
            var attempt = await sender.SendAsync(entry.Id, entry.Mail);
            var (status, dueAt) = Next(attempt, entry);
            await store.SettleAsync(tenant, entry.Id, status, dueAt, attempt.Error);
            tried++;
        }

        return tried;
    }

    private (OutboxStatus Status, DateTimeOffset DueAt) Next(MailAttempt attempt, OutboxEntry entry) =>
        attempt.Result == MailResult.Sent ? (OutboxStatus.Sent, time.GetUtcNow())
        : attempt.Result == MailResult.Unknown ? (OutboxStatus.OutcomeUnknown, time.GetUtcNow())
        : attempt.Result == MailResult.Refused || entry.Attempts >= options.Value.MostAttempts ? (OutboxStatus.Failed, time.GetUtcNow())
        : (OutboxStatus.Pending, time.GetUtcNow() + Backoff.After(options.Value.Backoff, entry.Attempts, entry.Id));
}
