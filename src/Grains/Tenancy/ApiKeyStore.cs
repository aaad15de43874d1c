using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Tenancy;

/// <summary>
/// Table <c>api_key</c>. A tenant's keys are rows of that tenant; a credential is looked up before a tenant is known, on PostgreSQL by the
/// two functions that the silo's login may call, since it may not read hashes, nor rows of a tenant that it has not named.
/// </summary>
public sealed class ApiKeyStore
{
    private const string Columns = "id, tenant, name, roles, created_at, created_by, last_used_at, expires_at, revoked_at";
    private const string NoTenant = "";

    private readonly IPlatformDatabase _database;
    private readonly TimeProvider _time;
    private readonly (string Find, string AnyIssued) _lookups;

    /// <summary>Opens the table.</summary>
    /// <param name="database">The platform database.</param>
    /// <param name="time">The clock.</param>
    public ApiKeyStore(IPlatformDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _lookups = database is SqlitePlatform
            ? ($"SELECT {Columns}, hash FROM api_key WHERE id = @id AND tenant IN (SELECT name FROM tenant WHERE closed_at IS NULL)", "SELECT EXISTS (SELECT 1 FROM api_key)")
            : ($"SELECT {Columns}, hash FROM find_api_key(@id)", "SELECT any_api_key()");
    }

    /// <summary>A tenant's keys, oldest first, revoked and expired ones too.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<ImmutableArray<ApiKeyView>> ListAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await _database.ReadAsync(
            tenant,
            session => session.QueryAsync(View, $"SELECT {Columns} FROM api_key WHERE tenant = @tenant ORDER BY created_at, id", ("@tenant", tenant)),
            cancellationToken),
    ];

    /// <summary>Issues a key; durable when it returns.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="draft">The key.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The key with its secret, the field at fault, or <c>unknownTenant</c>.</returns>
    public async Task<Outcome<IssuedApiKey>> IssueAsync(string tenant, ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        if (ApiKeyRules.Check(draft, _time.GetUtcNow()) is { } problem)
        {
            return problem;
        }

        return await _database.WriteAsync(tenant, session => IssueAsync(session, tenant, draft, _time.GetUtcNow()), cancellationToken) is { } issued
            ? issued
            : TenantStore.Unknown(tenant);
    }

    /// <summary>Revokes a key; one that was revoked before stays as it is.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Cancels before the write.</param>
    /// <returns>The key, or <c>unknownApiKey</c>.</returns>
    public async Task<Outcome<ApiKeyView>> RevokeAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        var revoked = await _database.WriteAsync(
            tenant,
            session => session.FirstAsync(
                View,
                $"UPDATE api_key SET revoked_at = coalesce(revoked_at, @now) WHERE tenant = @tenant AND id = @id RETURNING {Columns}",
                ("@now", _time.GetUtcNow()),
                ("@tenant", tenant),
                ("@id", id)),
            cancellationToken);
        return revoked is null ? Problem.NotFound("unknownApiKey", "There is no API key of that id; GET /v1/api-keys lists them.", "id") : revoked;
    }

    /// <summary>A key of any open tenant with the SHA-256 of its text, or null.</summary>
    internal Task<(ApiKeyView View, string Hash)?> FindAsync(string id, CancellationToken cancellationToken) => _database.ReadAsync(
        NoTenant,
        session => session.FirstAsync<(ApiKeyView, string)?>(row => (View(row), row.GetString(9)), _lookups.Find, ("@id", id)),
        cancellationToken);

    /// <summary>Whether a key was ever issued to any tenant.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    public Task<bool> AnyIssuedAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(NoTenant, session => session.FirstAsync(row => row.GetBoolean(0), _lookups.AnyIssued), cancellationToken);

    /// <summary>Writes down when a key was last presented.</summary>
    internal Task UsedAsync(string tenant, string id, DateTimeOffset at, CancellationToken cancellationToken) => _database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            "UPDATE api_key SET last_used_at = @at WHERE tenant = @tenant AND id = @id AND (last_used_at IS NULL OR last_used_at < @at)",
            ("@at", at),
            ("@tenant", tenant),
            ("@id", id)),
        cancellationToken);

    /// <summary>Inserts a key of an open tenant; null when there is none of that name. The tenant stays as it is until the session ends.</summary>
    internal static async Task<IssuedApiKey?> IssueAsync(PlatformSession session, string tenant, ApiKeyDraft draft, DateTimeOffset now)
    {
        // Changes nothing but holds the row: a tenant that is being closed is waited for, and one that is closed next sees this key.
        if (await session.ExecuteAsync("UPDATE tenant SET closed_at = NULL WHERE name = @tenant AND closed_at IS NULL", ("@tenant", tenant)) == 0)
        {
            return null;
        }

        var key = ApiKey.New();
        var view = await session.FirstAsync(
            View,
            $"""
            INSERT INTO api_key (id, tenant, name, hash, roles, created_at, created_by, expires_at)
            VALUES (@id, @tenant, @name, @hash, @roles, @now, @createdBy, @expiresAt)
            RETURNING {Columns}
            """,
            ("@id", key.Id),
            ("@name", draft.Name),
            ("@hash", key.Digest),
            ("@roles", (int)draft.Roles),
            ("@now", now),
            ("@createdBy", draft.CreatedBy),
            ("@expiresAt", draft.ExpiresAt),
            ("@tenant", tenant));
        return new() { View = view!, Key = key.Text };
    }

    private static ApiKeyView View(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Tenant = row.GetString(1),
        Name = row.GetString(2),
        Roles = (Roles)row.GetInt32(3),
        CreatedAt = row.InstantOf(4),
        CreatedBy = row.GetString(5),
        LastUsedAt = row.Instant(6),
        ExpiresAt = row.Instant(7),
        RevokedAt = row.Instant(8),
    };
}
