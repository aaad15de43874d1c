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
    private const string Columns = "name, provider, connection, read_connection, write_connection, writable, read_only_objects, denied_objects";

    public async Task<ImmutableArray<SourceView>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => SourceRegistry.View(row.GetString(0), Settings(row), configured: false),
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
                Settings,
                $"SELECT {Columns} FROM source WHERE tenant = @tenant AND name = @name",
                ("@tenant", key.Tenant),
                ("@name", key.Source)),
            cancellationToken);
        return rows is [var row] ? Decrypt(key, row) : null;
    }

    public Task PutAsync(SourceKey key, SourceSettings settings, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            key.Tenant,
            session => session.ExecuteAsync(
                """
                INSERT INTO source (tenant, name, provider, connection, read_connection, write_connection, writable, read_only_objects, denied_objects, updated_at)
                VALUES (@tenant, @name, @provider, @connection, @readConnection, @writeConnection, @writable, @readOnly, @denied, @now)
                ON CONFLICT (tenant, name) DO UPDATE SET provider = excluded.provider, connection = excluded.connection,
                    read_connection = excluded.read_connection, write_connection = excluded.write_connection,
                    writable = excluded.writable, read_only_objects = excluded.read_only_objects,
                    denied_objects = excluded.denied_objects, updated_at = excluded.updated_at
                """,
                ("@tenant", key.Tenant),
                ("@name", key.Source),
                ("@provider", settings.Provider.ToString()),
                ("@connection", Sealed(key, settings.ConnectionString)),
                ("@readConnection", Sealed(key, settings.ReadConnectionString)),
                ("@writeConnection", Sealed(key, settings.WriteConnectionString)),
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
                row => SourceRegistry.View(row.GetString(0), Settings(row), configured: false),
                $"DELETE FROM source WHERE tenant = @tenant AND name = @name RETURNING {Columns}",
                ("@tenant", key.Tenant),
                ("@name", key.Source)),
            cancellationToken);
        return removed is [var view] ? view : null;
    }

    private static SourceSettings Settings(DbDataReader row) => new()
    {
        Provider = Enum.Parse<SourceProvider>(row.GetString(1)),
        ConnectionString = row.GetString(2),
        ReadConnectionString = row.IsDBNull(3) ? null : row.GetString(3),
        WriteConnectionString = row.IsDBNull(4) ? null : row.GetString(4),
        Writable = row.GetBoolean(5),
        ReadOnlyObjects = JsonSerializer.Deserialize<ImmutableArray<string>>(row.GetString(6)),
        DeniedObjects = JsonSerializer.Deserialize<ImmutableArray<string>>(row.GetString(7)),
    };

    private Outcome<SourceSettings> Decrypt(SourceKey key, SourceSettings stored)
    {
        try
        {
            return stored with
            {
                ConnectionString = Opened(key, stored.ConnectionString)!,
                ReadConnectionString = Opened(key, stored.ReadConnectionString),
                WriteConnectionString = Opened(key, stored.WriteConnectionString),
            };
        }
        catch (CryptographicException)
        {
            return Problem.Unavailable(
                "sourceUnavailable",
                $"The connection strings of source '{key.Source}' cannot be decrypted with the present data protection keys; put the source again.");
        }
    }

    private string? Sealed(SourceKey key, string? connection) =>
        connection is null || EnvironmentReference.IsOne(connection) ? connection : Protector(key).Protect(connection);

    private string? Opened(SourceKey key, string? stored) =>
        stored is null || EnvironmentReference.IsOne(stored) ? stored : Protector(key).Unprotect(stored);

    private IDataProtector Protector(SourceKey key) => protection.CreateProtector(Purpose, key.Tenant, key.Source);
}
