using System.Text.RegularExpressions;
using AgentCluster.Tenancy;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Slack;

/// <summary>Checks at start that an app comes with everything it needs or not at all, all errors at once.</summary>
internal sealed partial class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        (string Key, string? Value)[] needed =
        [
            (nameof(options.BotToken), options.BotToken), (nameof(options.SigningSecret), options.SigningSecret),
            (nameof(options.Channel), options.Channel), (nameof(options.Team), options.Team),
        ];
        if (needed.All(setting => setting.Value is null))
        {
            return ValidateOptionsResult.Success;
        }

        var failures = needed.Where(setting => string.IsNullOrWhiteSpace(setting.Value))
            .Select(setting => $"{SlackOptions.SectionName}:{setting.Key} is missing: an app needs BotToken, SigningSecret, Channel and Team.").ToList();
        Require(failures, options.Channel is not { } channel || Id().IsMatch(channel), $"{nameof(options.Channel)} must be a channel's id such as C024BE91L, not its name.");
        Require(failures, options.Team is not { } team || Id().IsMatch(team), $"{nameof(options.Team)} must be a workspace's id such as T024BE7LD.");
        Require(failures, TenantNames.IsOne(options.Tenant), $"{nameof(options.Tenant)}: {TenantNames.Rule}");
        Require(failures, ServiceAddress.IsOne(options.ApiUrl) && options.ApiUrl.EndsWith('/'), $"{nameof(options.ApiUrl)} must be an https address that ends with '/'.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Require(List<string> failures, bool holds, string failure)
    {
        if (!holds)
        {
            failures.Add($"{SlackOptions.SectionName}:{failure}");
        }
    }

    [GeneratedRegex(@"\A[A-Z0-9]{1,32}\z")]
    private static partial Regex Id();
}
