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

    /// <summary>Adds or replaces one, which has a secret.</summary>
    public Task PutAsync(string tenant, Webhook webhook, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        session => session.ExecuteAsync(
            $"""
            INSERT INTO webhook (tenant, {Columns}) VALUES (@tenant, @name, @url, @events, @secret, @previous, @until, @disabled, @at)
            ON CONFLICT (tenant, name) DO UPDATE SET url = excluded.url, events = excluded.events, secret = excluded.secret, previous = excluded.previous,
                previous_until = excluded.previous_until, disabled = excluded.disabled, updated_at = excluded.updated_at
            """,
            ("@tenant", tenant), ("@name", webhook.Name), ("@url", webhook.Url), ("@events", PlatformValues.Json(webhook.Events)),
            ("@secret", Protector(tenant, webhook.Name).Protect(webhook.Secret!)),
            ("@previous", webhook.Previous is { } previous ? Protector(tenant, webhook.Name).Protect(previous) : null), ("@until", webhook.PreviousUntil),
            ("@disabled", webhook.Disabled), ("@at", webhook.UpdatedAt)),
        cancellationToken);

    /// <summary>Tells it nothing any more, unless it was put anew meanwhile.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="webhook">The webhook as it was read.</param>
    /// <param name="reason">Why.</param>
    /// <returns>Whether it is the one that was read.</returns>
    public Task<bool> DisableAsync(string tenant, Webhook webhook, string reason) => database.WriteAsync(
        tenant,
        async session => await session.ExecuteAsync(
            "UPDATE webhook SET disabled = @reason WHERE tenant = @tenant AND name = @name AND updated_at = @at",
            ("@reason", reason), ("@tenant", tenant), ("@name", webhook.Name), ("@at", webhook.UpdatedAt)) == 1,
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
        return new(
            name, row.GetString(1), row.Json<ImmutableArray<string>>(2), Secret(tenant, name, row.GetString(3)), Secret(tenant, name, row.Text(4)),
            row.IsDBNull(5) ? null : row.InstantOf(5), row.Text(6), row.InstantOf(7));
    }

    private string? Secret(string tenant, string name, string? ciphertext)
    {
        try
        {
            return ciphertext is null ? null : Protector(tenant, name).Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string tenant, string name) => protection.CreateProtector(Purpose, tenant, name);
}
