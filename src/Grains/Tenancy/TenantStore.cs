using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Tenancy;

/// <summary>Table <c>tenant</c>.</summary>
/// <param name="database">The platform database.</param>
/// <param name="time">The clock.</param>
public sealed class TenantStore(IPlatformDatabase database, TimeProvider time)
{
    /// <summary>Code of the problem that there is no open tenant of a name.</summary>
    public const string UnknownCode = "unknownTenant";

    private const string Columns = "name, created_at, closed_at";

    /// <summary>The key by which the first person of a tenant enters, and issues the others.</summary>
    /// <param name="openedBy">Who opens the tenant.</param>
    public static ApiKeyDraft FirstKey(string openedBy) => new() { Name = "first key", Roles = Roles.Admin, CreatedBy = openedBy };

    /// <summary>Every tenant by name, closed ones too.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<ImmutableArray<TenantView>> ListAsync(CancellationToken cancellationToken) =>
        [.. await database.ReadAsync(TenantNames.Local, session => session.QueryAsync(View, $"SELECT {Columns} FROM tenant ORDER BY name"), cancellationToken)];

    /// <summary>Opens a tenant, or one again that was closed, and issues its first key; durable when it returns.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="firstKey">Its first key.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The tenant with the key, the field at fault, or <c>tenantExists</c>.</returns>
    public async Task<Outcome<OpenedTenant>> OpenAsync(string name, ApiKeyDraft firstKey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!TenantNames.IsOne(name))
        {
            return Problem.Invalid("name", TenantNames.Rule);
        }

        if (ApiKeyRules.Check(firstKey, now) is { } problem)
        {
            return problem;
        }

        var opened = await database.WriteAsync(
            name,
            async session => await session.FirstAsync(
                View,
                $"""
                INSERT INTO tenant (name, created_at) VALUES (@name, @now)
                ON CONFLICT (name) DO UPDATE SET closed_at = NULL WHERE tenant.closed_at IS NOT NULL
                RETURNING {Columns}
                """,
                ("@name", name),
                ("@now", now)) is { } tenant
                    ? new OpenedTenant { Tenant = tenant, FirstKey = (await ApiKeyStore.IssueAsync(session, name, firstKey, now))! }
                    : null,
            cancellationToken);
        return opened is null ? Problem.Conflict("tenantExists", $"There is a tenant '{name}' already.") : opened;
    }

    /// <summary>Closes a tenant and revokes its keys; durable when it returns.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The tenant, <c>unknownTenant</c>, or <c>operatorTenant</c>.</returns>
    public async Task<Outcome<TenantView>> CloseAsync(string name, CancellationToken cancellationToken)
    {
        if (name == TenantNames.Local)
        {
            return Problem.Conflict("operatorTenant", $"'{name}' is the operator's own tenant and cannot be closed.");
        }

        var now = time.GetUtcNow();
        var closed = await database.WriteAsync(
            name,
            async session =>
            {
                // The tenant first: that waits for a key that is being issued, and then the key is seen.
                var tenant = await session.FirstAsync(
                    View, $"UPDATE tenant SET closed_at = coalesce(closed_at, @now) WHERE name = @name RETURNING {Columns}", ("@now", now), ("@name", name));
                await session.ExecuteAsync("UPDATE api_key SET revoked_at = @now WHERE tenant = @name AND revoked_at IS NULL", ("@now", now), ("@name", name));
                return tenant;
            },
            cancellationToken);
        return closed is null ? Unknown(name) : closed;
    }

    internal static Problem Unknown(string name) =>
        Problem.NotFound(UnknownCode, $"There is no open tenant '{name}'; GET /v1/tenants lists them.", "tenant");

    private static TenantView View(DbDataReader row) => new() { Name = row.GetString(0), CreatedAt = row.InstantOf(1), ClosedAt = row.Instant(2) };
}
