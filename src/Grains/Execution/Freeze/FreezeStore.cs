using AgentCluster.Execution.Audit;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Freeze;

/// <summary>
/// Table <c>tenant_freeze</c>. Nothing remembers the switch: the transaction that begins to do an action holds its row, so that a freeze that was
/// answered has either seen the action begun or keeps it from beginning, on every silo.
/// </summary>
internal sealed class FreezeStore(IPlatformDatabase database, TimeProvider time)
{
    // The row is there from the first action on, before anybody has switched anything.
    private const string Nobody = "";

    /// <summary>Whether the tenant is frozen, as committed when the session asks.</summary>
    public static async Task<bool> IsFrozenAsync(PlatformSession session, string tenant) => (await ReadAsync(session, tenant)).Frozen;

    /// <summary>Whether the tenant is frozen, which it then is until the caller's transaction ends: the switch waits for that.</summary>
    public static Task<bool> HoldAsync(PlatformSession session, string tenant, DateTimeOffset now) => session.FirstAsync(
        row => row.GetBoolean(0),
        """
        INSERT INTO tenant_freeze (tenant, frozen, reason, by, at) VALUES (@tenant, @frozen, NULL, @nobody, @at)
        ON CONFLICT (tenant) DO UPDATE SET frozen = tenant_freeze.frozen
        RETURNING frozen
        """,
        ("@tenant", tenant), ("@frozen", false), ("@nobody", Nobody), ("@at", now));

    /// <summary>The switch.</summary>
    public Task<FreezeState> ReadAsync(string tenant, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, session => ReadAsync(session, tenant), cancellationToken);

    /// <summary>Switches, durable and logged when it returns; what is switched so already stays as it was.</summary>
    public Task<FreezeState> SetAsync(string tenant, bool frozen, string? reason, string by, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            var now = time.GetUtcNow();
            var switched = await session.ExecuteAsync(
                """
                INSERT INTO tenant_freeze (tenant, frozen, reason, by, at) SELECT @tenant, @frozen, @reason, @by, @at
                WHERE @frozen OR EXISTS (SELECT 1 FROM tenant_freeze WHERE tenant = @tenant)
                ON CONFLICT (tenant) DO UPDATE SET frozen = excluded.frozen, reason = excluded.reason, by = excluded.by, at = excluded.at
                WHERE tenant_freeze.frozen <> excluded.frozen
                """,
                ("@tenant", tenant), ("@frozen", frozen), ("@reason", reason), ("@by", by), ("@at", now));
            if (switched > 0)
            {
                await ExecutionLog.AddAsync(session, new()
                {
                    Tenant = tenant,
                    At = now,
                    Event = frozen ? AuditEvent.Frozen : AuditEvent.Thawed,
                    By = by,
                    Reasons = reason is null ? [] : [reason],
                });
            }

            return await ReadAsync(session, tenant);
        },
        cancellationToken);

    private static async Task<FreezeState> ReadAsync(PlatformSession session, string tenant) => await session.FirstAsync(
        row => new FreezeState { Frozen = row.GetBoolean(0), Reason = row.Text(1), By = row.GetString(2), At = row.InstantOf(3) },
        "SELECT frozen, reason, by, at FROM tenant_freeze WHERE tenant = @tenant AND by <> @nobody",
        ("@tenant", tenant), ("@nobody", Nobody)) ?? new();
}
