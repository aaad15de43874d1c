using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgentCluster.Notifications.Cards;
using AgentCluster.Storage;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>
/// Table <c>webhook_delivery</c>. A delivery is claimed by a conditional update with a lease; one whose sender died is sent again under its id. While one is being sent, the
/// others of its webhook wait: a receiver that hangs holds up nobody but itself.
/// </summary>
internal sealed class DeliveryStore(IPlatformDatabase database, TimeProvider time)
{
    private const string IsOpen = "status IN ('pending', 'sending')";
    private const string IsFree =
        """
        (waiting.status = 'sending' OR NOT EXISTS (
            SELECT 1 FROM webhook_delivery AS busy
            WHERE busy.tenant = waiting.tenant AND busy.webhook = waiting.webhook AND busy.status = 'sending' AND busy.due_at > @now))
        """;

    /// <summary>Writes down in the caller's transaction what the webhooks have to be told of a thing; what was written down before stays as it is.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="subject">The thing.</param>
    /// <param name="announcement">What has become of it.</param>
    /// <param name="now">The present.</param>
    public static async Task AddAsync(PlatformSession session, string tenant, NoticedSubject subject, Announcement announcement, DateTimeOffset now)
    {
        var webhooks = await session.QueryAsync(
            row => (Name: row.GetString(0), Events: row.Json<ImmutableArray<string>>(1)), "SELECT name, events FROM webhook WHERE tenant = @tenant AND disabled IS NULL", ("@tenant", tenant));
        var wanted = webhooks.SelectMany(webhook => announcement.Events.Where(told => webhook.Events.Contains(told)).Select(told => (webhook.Name, Event: told)));
        await session.ExecuteManyAsync(
            """
            INSERT INTO webhook_delivery (tenant, id, webhook, body, status, due_at, created_at) VALUES (@tenant, @id, @webhook, @body, 'pending', @now, @now)
            ON CONFLICT (tenant, id) DO NOTHING
            """,
            [
                .. wanted.Select(delivery => new (string, object?)[]
                {
                    ("@tenant", tenant), ("@id", IdOf(subject, delivery.Event, delivery.Name)), ("@webhook", delivery.Name),
                    ("@body", Body(delivery.Event, now, announcement.Payload)), ("@now", now),
                }),
            ]);
    }

    /// <summary>Takes the delivery that is longest due, or null.</summary>
    public Task<WebhookDelivery?> ClaimAsync(string tenant, TimeSpan lease, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        session => session.FirstAsync(
            row => new WebhookDelivery(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.InstantOf(4)),
            $"""
            UPDATE webhook_delivery SET status = 'sending', due_at = @lease, attempts = attempts + 1
            WHERE tenant = @tenant AND {IsOpen} AND due_at <= @now AND id = (
                SELECT id FROM webhook_delivery AS waiting WHERE tenant = @tenant AND {IsOpen} AND due_at <= @now AND {IsFree} ORDER BY due_at, id LIMIT 1)
            RETURNING id, webhook, body, attempts, due_at
            """,
            ("@lease", time.GetUtcNow() + lease), ("@tenant", tenant), ("@now", time.GetUtcNow())),
        cancellationToken);

    /// <summary>When the next one is due that waits for no other, or null.</summary>
    public Task<DateTimeOffset?> NextDueAsync(string tenant, CancellationToken cancellationToken) => database.ReadAsync<DateTimeOffset?>(
        tenant,
        async session => (await session.QueryAsync(
            row => row.InstantOf(0),
            $"SELECT due_at FROM webhook_delivery AS waiting WHERE tenant = @tenant AND {IsOpen} AND {IsFree} ORDER BY due_at LIMIT 1",
            ("@tenant", tenant), ("@now", time.GetUtcNow()))) is [var due] ? due : null,
        cancellationToken);

    /// <summary>Lets everything wait that a webhook is to be told, but what is being sent.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="webhook">Name of the webhook.</param>
    /// <param name="dueAt">Before when nothing is tried.</param>
    public Task PostponeAsync(string tenant, string webhook, DateTimeOffset dueAt) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            "UPDATE webhook_delivery SET due_at = @due WHERE tenant = @tenant AND webhook = @webhook AND status = 'pending' AND due_at < @due",
            ("@due", dueAt), ("@tenant", tenant), ("@webhook", webhook)),
        CancellationToken.None);

    /// <summary>Notes what came of a claimed delivery. One that ends keeps its row, so that nothing is told twice, but not what it said.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="status"><c>delivered</c>, <c>failed</c>, or <c>pending</c> to try it again.</param>
    /// <param name="dueAt">When.</param>
    /// <param name="error">Why it was not taken, or null.</param>
    public Task SettleAsync(string tenant, WebhookDelivery delivery, string status, DateTimeOffset dueAt, string? error) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            """
            UPDATE webhook_delivery SET status = @status, body = CASE @status WHEN 'pending' THEN body ELSE '' END, due_at = @due, error = @error
            WHERE tenant = @tenant AND id = @id AND attempts = @attempts AND due_at = @claimed
            """,
            ("@status", status), ("@due", dueAt), ("@error", error), ("@tenant", tenant), ("@id", delivery.Id), ("@attempts", delivery.Attempts), ("@claimed", delivery.DueAt)),
        CancellationToken.None);

    /// <summary>Every delivery: its id, webhook, status and error.</summary>
    public Task<List<(string Id, string Webhook, string Status, int Attempts, string? Error)>> ListAsync(string tenant, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        session => session.QueryAsync(
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.Text(4)),
            "SELECT id, webhook, status, attempts, error FROM webhook_delivery WHERE tenant = @tenant ORDER BY created_at, id", ("@tenant", tenant)),
        cancellationToken);

    /// <summary>Made of what is told and to whom: the same whoever writes it down, however often.</summary>
    public static string IdOf(NoticedSubject subject, string told, string webhook) =>
        $"msg_{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Topic}\n{subject.Id}\n{told}\n{webhook}")).AsSpan(0, 18))}";

    private static string Body(string told, DateTimeOffset now, string payload) =>
        $$"""{"type":"{{told}}","timestamp":"{{now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}","data":{{payload}}}""";
}
