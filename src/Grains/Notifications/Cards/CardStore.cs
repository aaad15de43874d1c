using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Notifications.Cards;

/// <summary>
/// Table <c>notification_card</c>. A card is claimed by a conditional update with a lease, so that no two senders rewrite one message at once;
/// only who holds the claim settles it.
/// </summary>
internal sealed class CardStore(IPlatformDatabase database, TimeProvider time)
{
    private const int LongestError = 500;
    private const string Columns = "token, topic, subject, channel, target, hash, reference, version, shown, attempts, due_at, given_up, error";
    private const string IsDue = "shown < version AND NOT given_up AND due_at <= @now";

    /// <summary>The card of a token that came back from outside, or null; there is none of a tenant that is closed, in which nobody decides any more.</summary>
    public Task<StoredCard?> FindAsync(string tenant, string token, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        session => session.FirstAsync(
            Read,
            $"""
            SELECT {Columns} FROM notification_card WHERE tenant = @tenant AND token = @token
              AND NOT EXISTS (SELECT 1 FROM tenant WHERE name = @tenant AND closed_at IS NOT NULL)
            """,
            ("@tenant", tenant), ("@token", token)),
        cancellationToken);

    /// <summary>Takes the card of a channel that is longest due, or null. Of two at once one may come away with nothing although more is due: <see cref="NextDueAsync"/> tells.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="lease">Time after which its sender is taken for dead.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<StoredCard?> ClaimAsync(string tenant, string channel, TimeSpan lease, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        session => session.FirstAsync(
            Read,
            $"""
            UPDATE notification_card SET due_at = @lease, attempts = attempts + 1
            WHERE tenant = @tenant AND {IsDue} AND token = (
                SELECT token FROM notification_card WHERE tenant = @tenant AND channel = @channel AND {IsDue} ORDER BY due_at, token LIMIT 1)
            RETURNING {Columns}
            """,
            ("@lease", time.GetUtcNow() + lease), ("@tenant", tenant), ("@channel", channel), ("@now", time.GetUtcNow())),
        cancellationToken);

    /// <summary>When the next card of a channel is due, or null when all show what they have to.</summary>
    public Task<DateTimeOffset?> NextDueAsync(string tenant, string channel, CancellationToken cancellationToken) => database.ReadAsync<DateTimeOffset?>(
        tenant,
        async session => (await session.QueryAsync(
            row => row.InstantOf(0),
            "SELECT due_at FROM notification_card WHERE tenant = @tenant AND channel = @channel AND shown < version AND NOT given_up ORDER BY due_at LIMIT 1",
            ("@tenant", tenant), ("@channel", channel))) is [var due] ? due : null,
        cancellationToken);

    /// <summary>Gives a claimed card another hash before it shows it, and a new token with it: what came of its message before decides nothing any more.</summary>
    /// <returns>The card as it then is.</returns>
    /// <exception cref="AgentClusterException">The claim was lost.</exception>
    public async Task<StoredCard> BindAsync(string tenant, StoredCard card, string hash)
    {
        var bound = card with { Token = CardTokens.New(), Hash = hash };
        var changed = await UpdateAsync(tenant, card, "token = @fresh, hash = @hash", ("@fresh", bound.Token), ("@hash", hash));
        return changed == 1 ? bound : throw new AgentClusterException("Another sender has taken the card over.");
    }

    /// <summary>Notes that a claimed card shows what it had to.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="card">The card as it was claimed.</param>
    /// <param name="reference">The channel's own id of the message; null leaves what is known.</param>
    /// <param name="dueAt">Before when it is not rewritten.</param>
    public Task ShownAsync(string tenant, StoredCard card, string? reference, DateTimeOffset dueAt) => UpdateAsync(
        tenant,
        card,
        "shown = @version, reference = COALESCE(@reference, reference), attempts = 0, due_at = @due, error = NULL",
        ("@version", card.Version), ("@reference", reference), ("@due", dueAt));

    /// <summary>Notes that a claimed card could not be shown.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="card">The card as it was claimed.</param>
    /// <param name="error">Why.</param>
    /// <param name="dueAt">When it is tried next.</param>
    /// <param name="givesUp">Whether it is not, unless the thing has changed meanwhile or changes again.</param>
    public Task FailedAsync(string tenant, StoredCard card, string error, DateTimeOffset dueAt, bool givesUp) => UpdateAsync(
        tenant,
        card,
        "due_at = @due, given_up = (@givesUp AND version = @version), error = @error",
        ("@due", dueAt), ("@givesUp", givesUp), ("@version", card.Version), ("@error", error.Length > LongestError ? error[..LongestError] : error));

    /// <summary>Every card of a thing.</summary>
    public async Task<ImmutableArray<StoredCard>> ListAsync(string tenant, string topic, string subject, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                Read,
                $"SELECT {Columns} FROM notification_card WHERE tenant = @tenant AND topic = @topic AND subject = @subject ORDER BY channel, target",
                ("@tenant", tenant), ("@topic", topic), ("@subject", subject)),
            cancellationToken),
    ];

    // What was begun is written down also while the silo stops.
    private Task<int> UpdateAsync(string tenant, StoredCard card, string changes, params (string Name, object? Value)[] values) => database.WriteAsync(
        tenant, session => session.ExecuteAsync($"UPDATE notification_card SET {changes} WHERE {IsClaimed}", [.. values, .. Claim(tenant, card)]), CancellationToken.None);

    private const string IsClaimed = "tenant = @tenant AND token = @token AND attempts = @claimed AND due_at = @until";

    private static (string Name, object? Value)[] Claim(string tenant, StoredCard card) =>
        [("@tenant", tenant), ("@token", card.Token), ("@claimed", card.Attempts), ("@until", card.DueAt)];

    private static StoredCard Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Text(5), row.Text(6),
        row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.InstantOf(10), row.GetBoolean(11), row.Text(12));
}
