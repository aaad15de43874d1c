using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Tenancy;

/// <summary>The table <c>idempotency_key</c>. Every change is durable when its task completes.</summary>
internal sealed class IdempotencyStore(IPlatformDatabase database, TimeProvider time)
{
    /// <summary>How long a key is kept after its first use.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Claims the key unless somebody holds it, and says what stands under it. Forgets every key of the tenant that is too old.</summary>
    public Task<IdempotencyRow> ClaimAsync(string tenant, string key, string fingerprint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync(
            tenant,
            async session =>
            {
                await session.ExecuteAsync(
                    "DELETE FROM idempotency_key WHERE tenant = @tenant AND claimed_at <= @oldest",
                    ("@tenant", tenant),
                    ("@oldest", now - Kept));
                await session.ExecuteAsync(
                    """
                    INSERT INTO idempotency_key (tenant, key, fingerprint, claimed_at) VALUES (@tenant, @key, @fingerprint, @now)
                    ON CONFLICT (tenant, key) DO UPDATE SET fingerprint = excluded.fingerprint WHERE idempotency_key.fingerprint = ''
                    """,
                    ("@tenant", tenant),
                    ("@key", key),
                    ("@fingerprint", fingerprint),
                    ("@now", now));
                return (await session.QueryAsync(
                    Row,
                    "SELECT fingerprint, claimed_at, status, body, location FROM idempotency_key WHERE tenant = @tenant AND key = @key",
                    ("@tenant", tenant),
                    ("@key", key)))[0];
            },
            cancellationToken);
    }

    /// <summary>Stores the answer under a claimed key; the first stands.</summary>
    public Task AnswerAsync(string tenant, string key, IdempotentAnswer answer, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                "UPDATE idempotency_key SET status = @status, body = @body, location = @location WHERE tenant = @tenant AND key = @key AND status IS NULL",
                ("@status", answer.Status),
                ("@body", answer.Body),
                ("@location", answer.Location),
                ("@tenant", tenant),
                ("@key", key)),
            cancellationToken);

    /// <summary>Gives a claim back. The row stays, so that a repetition derives the same ids from the time of the first claim.</summary>
    public Task ReleaseAsync(string tenant, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                "UPDATE idempotency_key SET fingerprint = '' WHERE tenant = @tenant AND key = @key AND status IS NULL",
                ("@tenant", tenant),
                ("@key", key)),
            cancellationToken);

    private static IdempotencyRow Row(DbDataReader row) => new(
        row.GetString(0),
        row.InstantOf(1),
        row.IsDBNull(2) ? null : new IdempotentAnswer { Status = row.GetInt32(2), Body = row.GetString(3), Location = row.Text(4) });
}
