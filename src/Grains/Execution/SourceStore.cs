using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using AgentCluster.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace AgentCluster.Execution;

/// <summary>Table <c>source</c>. Connection strings are ciphertext bound to their tenant and name, so that rows cannot be swapped.</summary>
internal sealed class SourceStore(IPlatformDatabase database, IDataProtectionProvider protection, TimeProvider time)
{
    private const string Purpose = "AgentCluster.Sources";
    private const string Columns = "name, provider, connection, writable, read_only_objects, denied_objects";

    public async Task<ImmutableArray<SourceView>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => SourceRegistry.View(row.GetString(0), Settings(row, ""), configured: false),
                $"SELECT {Columns} FROM source WHERE tenant = @tenant ORDER BY name",
                ("@tenant", tenant)),
            cancellationToken);
        return [.. rows];
    }

    /// <summary>The settings, a problem when they cannot be decrypted, or null when there is no such source.</summary>
    public async Task<Outcome<SourceSettings>?> FindAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            key.Tenant,
            session => session.QueryAsync(
                row => Settings(row, row.GetString(2)),
                $"SELECT {Columns} FROM source WHERE tenant = @tenant AND name = @name",
                ("@tenant", key.Tenant),
                ("@name", key.Source)),
            cancellationToken);
        return rows is [var row] ? Decrypt(key, row) : null;
    }

    public Task PutAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken)
    {
        var connection = EnvironmentReference.IsOne(settings.ConnectionString)
            ? settings.ConnectionString
            : Protector(key).Protect(settings.ConnectionString);
        return database.WriteAsync(
            key.Tenant,
            session => session.ExecuteAsync(
                """
                INSERT INTO source (tenant, name, provider, connection, writable, read_only_objects, denied_objects, updated_at)
                VALUES (@tenant, @name, @provider, @connection, @writable, @readOnly, @denied, @now)
                ON CONFLICT (tenant, name) DO UPDATE SET provider = excluded.provider, connection = excluded.connection,
                    writable = excluded.writable, read_only_objects = excluded.read_only_objects,
                    denied_objects = excluded.denied_objects, updated_at = excluded.updated_at
                """,
                ("@tenant", key.Tenant),
                ("@name", key.Source),
                ("@provider", settings.Provider.ToString()),
                ("@connection", connection),
                ("@writable", settings.Writable),
                ("@readOnly", JsonSerializer.Serialize(settings.ReadOnlyObjects)),
                ("@denied", JsonSerializer.Serialize(settings.DeniedObjects)),
                ("@now", time.GetUtcNow())),
            cancellationToken);
    }

    public async Task<SourceView?> DeleteAsync(SourceKey key, CancellationToken cancellationToken)
    {
        var removed = await database.WriteAsync(
            key.Tenant,
            session => session.QueryAsync(
                row => SourceRegistry.View(row.GetString(0), Settings(row, ""), configured: false),
                $"DELETE FROM source WHERE tenant = @tenant AND name = @name RETURNING {Columns}",
                ("@tenant", key.Tenant),
                ("@name", key.Source)),
            cancellationToken);
        return removed is [var view] ? view : null;
    }

    private static SourceSettings Settings(DbDataReader row, string connection) => new()
    {
        Provider = Enum.Parse<SourceProvider>(row.GetString(1)),
        ConnectionString = connection,
        Writable = row.GetBoolean(3),
        ReadOnlyObjects = JsonSerializer.Deserialize<ImmutableArray<string>>(row.GetString(4)),
        DeniedObjects = JsonSerializer.Deserialize<ImmutableArray<string>>(row.GetString(5)),
    };

    private Outcome<SourceSettings> Decrypt(SourceKey key, SourceSettings stored)
    {
        if (EnvironmentReference.IsOne(stored.ConnectionString))
        {
            return stored;
        }

        try
        {
            return stored with { ConnectionString = Protector(key).Unprotect(stored.ConnectionString) };
        }
        catch (CryptographicException)
        {
            return Problem.Unavailable(
                "sourceUnavailable",
                $"The connection string of source '{key.Source}' cannot be decrypted with the present data protection keys; put the source again.");
        }
    }

    private IDataProtector Protector(SourceKey key) => protection.CreateProtector(Purpose, key.Tenant, key.Source);
}
