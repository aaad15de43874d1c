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
        : (OutboxStatus.Pending, time.GetUtcNow() + Pause(options.Value.Backoff, entry));

    /// <summary>Doubles from one attempt to the next, up to an hour, give or take a half by what the message is: those that failed together do not come back together.</summary>
    public static TimeSpan Pause(TimeSpan first, OutboxEntry entry)
    {
        var doubled = Math.Min(first.TotalSeconds * Math.Pow(2, entry.Attempts - 1), TimeSpan.FromHours(1).TotalSeconds);
        var share = (uint)HashCode.Combine(entry.Id, entry.Attempts) / (double)uint.MaxValue;
        return TimeSpan.FromSeconds(doubled * (0.5 + share));
    }
}
