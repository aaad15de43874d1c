using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using AgentCluster.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>Table <c>webhook</c>. Secrets are ciphertext bound to their tenant and name, so that rows cannot be swapped.</summary>
internal sealed class WebhookStore(IPlatformDatabase database, IDataProtectionProvider protection)
{
    private const string Purpose = "AgentCluster.Webhooks";
    private const string Columns = "name, url, events, secret, previous, previous_until, disabled, updated_at";

    /// <summary>Every webhook, by name.</summary>
    public async Task<ImmutableArray<Webhook>> ListAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant, session => session.QueryAsync(row => Read(tenant, row), $"SELECT {Columns} FROM webhook WHERE tenant = @tenant ORDER BY name", ("@tenant", tenant)), cancellationToken),
    ];

    /// <summary>One, or null.</summary>
    public Task<Webhook?> FindAsync(string tenant, string name, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        session => session.FirstAsync(row => Read(tenant, row), $"SELECT {Columns} FROM webhook WHERE tenant = @tenant AND name = @name", ("@tenant", tenant), ("@name", name)),
        cancellationToken);

    /// <summary>Adds or replaces one.</summary>
    public Task PutAsync(string tenant, Webhook webhook, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            $"""
            INSERT INTO webhook (tenant, {Columns}) VALUES (@tenant, @name, @url, @events, @secret, @previous, @until, @disabled, @at)
            ON CONFLICT (tenant, name) DO UPDATE SET url = excluded.url, events = excluded.events, secret = excluded.secret, previous = excluded.previous,
                previous_until = excluded.previous_until, disabled = excluded.disabled, updated_at = excluded.updated_at
            """,
            ("@tenant", tenant), ("@name", webhook.Name), ("@url", webhook.Url), ("@events", PlatformValues.Json(webhook.Events)),
            ("@secret", Protector(tenant, webhook.Name).Protect(webhook.Secret)),
            ("@previous", webhook.Previous is { } previous ? Protector(tenant, webhook.Name).Protect(previous) : null), ("@until", webhook.PreviousUntil),
            ("@disabled", webhook.Disabled), ("@at", webhook.UpdatedAt)),
        cancellationToken);

    /// <summary>Tells it nothing any more.</summary>
    public Task DisableAsync(string tenant, string name, string reason) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync("UPDATE webhook SET disabled = @reason WHERE tenant = @tenant AND name = @name", ("@reason", reason), ("@tenant", tenant), ("@name", name)),
        CancellationToken.None);

    /// <summary>Removes one, and what it was not yet told.</summary>
    public Task DeleteAsync(string tenant, string name, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            await session.ExecuteAsync("DELETE FROM webhook_delivery WHERE tenant = @tenant AND webhook = @name", ("@tenant", tenant), ("@name", name));
            return await session.ExecuteAsync("DELETE FROM webhook WHERE tenant = @tenant AND name = @name", ("@tenant", tenant), ("@name", name));
        },
        cancellationToken);

    private Webhook Read(string tenant, DbDataReader row)
    {
        var name = row.GetString(0);
        try
        {
            return new(
                name, row.GetString(1), row.Json<ImmutableArray<string>>(2), Protector(tenant, name).Unprotect(row.GetString(3)),
                row.Text(4) is { } previous ? Protector(tenant, name).Unprotect(previous) : null, row.IsDBNull(5) ? null : row.InstantOf(5), row.Text(6), row.InstantOf(7));
        }
        catch (CryptographicException)
        {
            throw new AgentClusterException($"The secret of webhook '{name}' cannot be read: the data-protection keys are not those it was written with. Delete the webhook and put it again.");
        }
    }

    private IDataProtector Protector(string tenant, string name) => protection.CreateProtector(Purpose, tenant, name);
}
