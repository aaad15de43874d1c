using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Tenancy;

/// <summary>The table <c>idempotency_key</c>. Every change is durable when its task completes.</summary>
internal sealed class IdempotencyStore(SqlitePlatform platform, TimeProvider time)
{
    /// <summary>How long a key is kept after its first use.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Claims the key unless somebody holds it, and says what stands under it. Forgets every key that is too old.</summary>
    public Task<IdempotencyRow> ClaimAsync(string tenant, string key, string fingerprint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return platform.WriteAsync(
            connection =>
            {
                connection.Execute(
                    "DELETE FROM idempotency_key WHERE claimed_at <= @oldest",
                    ("@oldest", (now - Kept).ToUnixTimeMilliseconds()));
                connection.Execute(
                    """
                    INSERT INTO idempotency_key (tenant, key, fingerprint, claimed_at) VALUES (@tenant, @key, @fingerprint, @now)
                    ON CONFLICT (tenant, key) DO UPDATE SET fingerprint = excluded.fingerprint WHERE fingerprint = ''
                    """,
                    ("@tenant", tenant),
                    ("@key", key),
                    ("@fingerprint", fingerprint),
                    ("@now", now.ToUnixTimeMilliseconds()));
                return Read(connection, tenant, key);
            },
            cancellationToken);
    }

    /// <summary>Stores the answer under a claimed key.</summary>
    public Task AnswerAsync(string tenant, string key, IdempotentAnswer answer, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection => connection.Execute(
                "UPDATE idempotency_key SET status = @status, body = @body, location = @location WHERE tenant = @tenant AND key = @key",
                ("@status", answer.Status),
                ("@body", answer.Body),
                ("@location", answer.Location),
                ("@tenant", tenant),
                ("@key", key)),
            cancellationToken);

    /// <summary>Gives a claim back. The row stays, so that a repetition derives the same ids from the time of the first claim.</summary>
    public Task ReleaseAsync(string tenant, string key, CancellationToken cancellationToken) =>
        platform.WriteAsync(
            connection => connection.Execute(
                "UPDATE idempotency_key SET fingerprint = '' WHERE tenant = @tenant AND key = @key AND status IS NULL",
                ("@tenant", tenant),
                ("@key", key)),
            cancellationToken);

    private static IdempotencyRow Read(SqliteConnection connection, string tenant, string key) =>
        connection.Query(
            row => new IdempotencyRow(
                row.GetString(0),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                row.IsDBNull(2) ? null : new IdempotentAnswer { Status = row.GetInt32(2), Body = row.GetString(3), Location = row.Text(4) }),
            "SELECT fingerprint, claimed_at, status, body, location FROM idempotency_key WHERE tenant = @tenant AND key = @key",
            ("@tenant", tenant),
            ("@key", key))[0];
}
