using AgentCluster.Storage;

namespace AgentCluster.Notifications.Callbacks;

/// <summary>Table <c>notification_callback</c>: which requests of chat services were seen, so that any silo knows a replay.</summary>
internal sealed class CallbackStore(IPlatformDatabase database, TimeProvider time)
{
    /// <summary>How long a request is remembered: longer than any service may send it again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Notes a request as seen.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="channel">The service.</param>
    /// <param name="id">What makes the request this one: its signature, or the service's number for it.</param>
    /// <param name="operation">The call that sees it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether no other call has seen it before.</returns>
    public Task<bool> ClaimAsync(string tenant, string channel, string id, string operation, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            var now = time.GetUtcNow();
            await session.ExecuteAsync("DELETE FROM notification_callback WHERE tenant = @tenant AND at <= @oldest", ("@tenant", tenant), ("@oldest", now - Kept));
            return await session.ExecuteAsync(
                """
                INSERT INTO notification_callback (tenant, channel, id, operation, at) VALUES (@tenant, @channel, @id, @operation, @now)
                ON CONFLICT (tenant, channel, id) DO UPDATE SET operation = notification_callback.operation WHERE notification_callback.operation = @operation
                """,
                ("@tenant", tenant), ("@channel", channel), ("@id", id), ("@operation", operation), ("@now", now)) == 1;
        },
        cancellationToken);

    /// <summary>Whether a request was seen.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="channel">The service.</param>
    /// <param name="id">What makes the request this one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<bool> HoldsAsync(string tenant, string channel, string id, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        async session => (await session.QueryAsync(
            row => row.GetString(0), "SELECT id FROM notification_callback WHERE tenant = @tenant AND channel = @channel AND id = @id",
            ("@tenant", tenant), ("@channel", channel), ("@id", id))).Count > 0,
        cancellationToken);
}
