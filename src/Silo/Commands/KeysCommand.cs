using System.CommandLine;
using System.Globalization;
using AgentCluster.Silo.Hosting;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Commands;

/// <summary>API keys, as rows of the platform database: whoever may write that database is trusted with any tenant.</summary>
internal static class KeysCommand
{
    /// <summary>How keys of the command line name their issuer.</summary>
    public const string Issuer = "cli";

    public static Command Create() => new("keys", "Lists, issues and revokes API keys, with or without a running cluster.") { List(), Issue(), Revoke() };

    private static Option<string> Tenant() => new("--tenant")
    {
        Description = $"The tenant. Default: {TenantNames.Local}",
        HelpName = "NAME",
        DefaultValueFactory = _ => TenantNames.Local,
    };

    private static Command List()
    {
        var tenant = Tenant();
        var command = new Command("list", "Lists the keys of a tenant; secrets are not kept.") { tenant };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, keys => ListAsync(keys, parsed.GetValue(tenant)!, cancellationToken)));
        return command;
    }

    private static Command Issue()
    {
        var tenant = Tenant();
        var name = new Option<string>("--name") { Description = "What the key is for.", HelpName = "TEXT", Required = true };
        var roles = new Option<string[]>("--role")
        {
            Description = $"A role, several with commas or repeated: {RoleNames.Listed}. None implies another. Default: ask",
            HelpName = "ROLE",
            DefaultValueFactory = _ => ["ask"],
        };
        var expires = new Option<string?>("--expires") { Description = "When it ceases to be valid: 90d, or an instant in ISO 8601. Default: never", HelpName = "WHEN" };
        var command = new Command("create", "Issues a key and prints it once; a tenant that does not exist yet is opened.") { tenant, name, roles, expires };
        command.SetAction((parsed, cancellationToken) => CommandLine.GuardAsync(() => PlatformAccess.UseAsync(CommandLine.SettingsOf(parsed), database =>
        {
            var draft = new ApiKeyDraft
            {
                Name = parsed.GetValue(name)!,
                Roles = RoleNames.TryParse(parsed.GetValue(roles)!.SelectMany(role => role.Split(',', StringSplitOptions.TrimEntries)), out var set) ? set : throw new AgentClusterException($"--role must be one of: {RoleNames.Listed}."),
                ExpiresAt = KeyExpiry.Read(parsed.GetValue(expires), TimeProvider.System.GetUtcNow()),
                CreatedBy = Issuer,
            };
            return IssueAsync(new(database, TimeProvider.System), new(database, TimeProvider.System), parsed.GetValue(tenant)!, draft, cancellationToken);
        })));
        return command;
    }

    private static Command Revoke()
    {
        var tenant = Tenant();
        var id = new Argument<string>("id") { Description = "The key's id, its middle part." };
        var command = new Command("revoke", "Revokes a key; running gateways refuse it within five seconds.") { tenant, id };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async keys =>
        {
            var revoked = Succeeded(await keys.RevokeAsync(parsed.GetValue(tenant)!, parsed.GetValue(id)!, cancellationToken));
            await Console.Out.WriteLineAsync($"Key {revoked.Id} ({revoked.Name}) is revoked.");
            return 0;
        }));
        return command;
    }

    private static Task<int> UseAsync(ParseResult parsed, Func<ApiKeyStore, Task<int>> command) =>
        CommandLine.GuardAsync(() => PlatformAccess.UseAsync(CommandLine.SettingsOf(parsed), database => command(new(database, TimeProvider.System))));

    private static async Task<int> ListAsync(ApiKeyStore keys, string tenant, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var issued = await keys.ListAsync(tenant, cancellationToken);
        if (issued.IsEmpty)
        {
            await Console.Error.WriteLineAsync($"Tenant '{tenant}' has no keys; `keys create` issues one.");
        }

        foreach (var key in issued)
        {
            var used = key.LastUsedAt is { } at ? at.ToString("u", CultureInfo.InvariantCulture) : "never";
            await Console.Out.WriteLineAsync(
                $"{key.Id}  {key.StatusAt(now).ToString().ToLowerInvariant(),-8} {string.Join(',', RoleNames.Of(key.Roles)),-26} used {used,-20}  {key.Name}");
        }

        return 0;
    }

    // The key alone goes to standard output, so that a script can take it.
    private static async Task<int> IssueAsync(ApiKeyStore keys, TenantStore tenants, string tenant, ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        var outcome = await keys.IssueAsync(tenant, draft, cancellationToken);
        if (outcome.Problem?.Code == TenantStore.UnknownCode)
        {
            var opened = Succeeded(await tenants.OpenAsync(tenant, draft, cancellationToken));
            await Console.Error.WriteLineAsync($"Tenant '{tenant}' is open.");
            outcome = opened.FirstKey;
        }

        var issued = Succeeded(outcome);
        await Console.Error.WriteLineAsync($"Key {issued.View.Id} of tenant '{tenant}' may {string.Join(", ", RoleNames.Of(issued.View.Roles))}. It is shown this once:");
        await Console.Out.WriteLineAsync(issued.Key);
        return 0;
    }

    internal static T Succeeded<T>(Outcome<T> outcome) => outcome.Succeeded ? outcome.Value : throw new AgentClusterException(outcome.Problem.Message);
}
