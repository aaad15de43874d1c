using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using AgentCluster.Storage;

namespace AgentCluster.Notifications.Mail;

/// <summary>Table <c>outbox</c>. A message is claimed by a conditional update, so that two senders do not send it at once; one whose sender died is given up, not sent again.</summary>
internal sealed class OutboxStore(IPlatformDatabase database, TimeProvider time)
{
    private const string Columns = "id, message, status, attempts, due_at, error";

    /// <summary>Adds a message; one of the same id is there already.</summary>
    public Task AddAsync(string tenant, string id, OutgoingMail mail, OutboxStatus status, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            """
            INSERT INTO outbox (tenant, id, channel, message, status, attempts, due_at, created_at)
            VALUES (@tenant, @id, 'email', @message, @status, 0, @now, @now) ON CONFLICT (tenant, id) DO NOTHING
            """,
            ("@tenant", tenant), ("@id", id), ("@message", JsonSerializer.Serialize(mail)), ("@status", status.ToString()), ("@now", time.GetUtcNow())),
        cancellationToken);

    /// <summary>Whether there is a message of that id.</summary>
    public Task<bool> HoldsAsync(string tenant, string id, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        async session => await session.FirstAsync(row => row.GetString(0), "SELECT id FROM outbox WHERE tenant = @tenant AND id = @id", ("@tenant", tenant), ("@id", id)) is not null,
        cancellationToken);

    /// <summary>Takes the message that is longest due; null when none is due, or the tenant is frozen.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="lease">Time after which its sender is taken for dead.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<OutboxEntry?> ClaimAsync(string tenant, TimeSpan lease, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            await session.ExecuteAsync(
                "UPDATE outbox SET status = 'OutcomeUnknown', error = @error WHERE tenant = @tenant AND status = 'Sending' AND due_at <= @now",
                ("@error", "Its sender died while it was being sent."), ("@tenant", tenant), ("@now", time.GetUtcNow()));
            return await session.FirstAsync(
                Read,
                $"""
                UPDATE outbox SET status = 'Sending', attempts = attempts + 1, due_at = @lease
                WHERE tenant = @tenant AND status = 'Pending' AND due_at <= @now AND id = (
                    SELECT id FROM outbox WHERE tenant = @tenant AND status = 'Pending' AND due_at <= @now ORDER BY due_at, id LIMIT 1)
                  AND NOT EXISTS (SELECT 1 FROM tenant_freeze WHERE tenant = @tenant AND frozen)
                RETURNING {Columns}
                """,
                ("@lease", time.GetUtcNow() + lease), ("@tenant", tenant), ("@now", time.GetUtcNow()));
        },
        cancellationToken);

    /// <summary>Notes what came of an attempt, whoever has lost patience meanwhile.</summary>
    public Task SettleAsync(string tenant, string id, OutboxStatus status, DateTimeOffset dueAt, string? error) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            """
            UPDATE outbox SET status = @status, due_at = @due, error = @error, sent_at = @sent
            WHERE tenant = @tenant AND id = @id AND status IN ('Sending', 'OutcomeUnknown')
            """,
            ("@status", status.ToString()), ("@due", dueAt), ("@error", error), ("@sent", status == OutboxStatus.Sent ? time.GetUtcNow() : (DateTimeOffset?)null),
            ("@tenant", tenant), ("@id", id)),
        CancellationToken.None);

    /// <summary>Every message of a tenant, oldest first.</summary>
    public async Task<ImmutableArray<OutboxEntry>> ListAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(Read, $"SELECT {Columns} FROM outbox WHERE tenant = @tenant ORDER BY created_at, id", ("@tenant", tenant)),
            cancellationToken),
    ];

    private static OutboxEntry Read(DbDataReader row) => new(
        row.GetString(0), JsonSerializer.Deserialize<OutgoingMail>(row.GetString(1))!, Enum.Parse<OutboxStatus>(row.GetString(2)), row.GetInt32(3), row.InstantOf(4), row.Text(5));
}
