using System.CommandLine;
using System.Globalization;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Commands;

/// <summary>Tenants, as rows of the platform database; a running cluster notices within seconds.</summary>
internal static class TenantsCommand
{
    public static Command Create() => new("tenants", "Lists, opens and closes tenants, with or without a running cluster.") { List(), Open(), Close() };

    private static Command List()
    {
        var command = new Command("list", "Lists every tenant.");
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async tenants =>
        {
            foreach (var tenant in await tenants.ListAsync(cancellationToken))
            {
                var since = (tenant.ClosedAt ?? tenant.CreatedAt).ToString("u", CultureInfo.InvariantCulture);
                await Console.Out.WriteLineAsync($"{tenant.Name,-24} {(tenant.ClosedAt is null ? "open" : "closed")} since {since}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Open()
    {
        var name = Name();
        var command = new Command("open", "Opens a tenant, or one again that was closed, and prints its first key, with the role admin, once.") { name };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async tenants =>
        {
            var opened = KeysCommand.Succeeded(await tenants.OpenAsync(parsed.GetValue(name)!, TenantStore.FirstKey(KeysCommand.Issuer), cancellationToken));
            await Console.Error.WriteLineAsync($"Tenant '{opened.Tenant.Name}' is open. Its first key, shown this once:");
            await Console.Out.WriteLineAsync(opened.FirstKey.Key);
            return 0;
        }));
        return command;
    }

    private static Command Close()
    {
        var name = Name();
        var command = new Command("close", "Closes a tenant: its keys are revoked, nothing runs for it; what it knows is kept.") { name };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async tenants =>
        {
            var closed = KeysCommand.Succeeded(await tenants.CloseAsync(parsed.GetValue(name)!, cancellationToken));
            await Console.Out.WriteLineAsync($"Tenant '{closed.Name}' is closed.");
            return 0;
        }));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = TenantNames.Rule };

    private static Task<int> UseAsync(ParseResult parsed, Func<TenantStore, Task<int>> command) =>
        CommandLine.GuardAsync(() => PlatformAccess.UseAsync(CommandLine.SettingsOf(parsed), database => command(new(database, TimeProvider.System))));
}
