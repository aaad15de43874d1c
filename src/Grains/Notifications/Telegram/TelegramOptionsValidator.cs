using System.Text.RegularExpressions;
using AgentCluster.Tenancy;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Checks at start that a bot comes with everything it needs or not at all, all errors at once.</summary>
internal sealed partial class TelegramOptionsValidator(IOptions<PublicOptions> address) : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        (bool Holds, string Failure)[] rules =
        [
            (options.BotToken is not null || (options.SecretToken is null && options.Chats.Count == 0), $"{nameof(options.BotToken)} is missing."),
            (options.BotToken is not { } token || BotToken().IsMatch(token), $"{nameof(options.BotToken)} must be a token such as 123456:ABC-DEF."),
            (options.SecretToken is not { } secret || SecretToken().IsMatch(secret), $"{nameof(options.SecretToken)} must have 16 to 256 characters of A-Z, a-z, 0-9, '_' and '-'."),
            (options.SecretToken is null || address.Value.PublicUrl is not null, $"{nameof(options.SecretToken)} needs {PublicOptions.SectionName}:PublicUrl, where updates are received; without both they are fetched."),
            (options.Chats.All(chat => Chat().IsMatch(chat)), $"{nameof(options.Chats)} must be ids of chats such as -1001234567890."),
            (TenantNames.IsOne(options.Tenant), $"{nameof(options.Tenant)}: {TenantNames.Rule}"),
            (ServiceAddress.IsOne(options.BaseUrl), $"{nameof(options.BaseUrl)} must be an https address."),
        ];
        var failures = rules.Where(rule => !rule.Holds).Select(rule => $"{TelegramOptions.SectionName}:{rule.Failure}").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    [GeneratedRegex(@"\A[0-9]{1,20}:[A-Za-z0-9_-]{3,100}\z")]
    private static partial Regex BotToken();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{16,256}\z")]
    private static partial Regex SecretToken();

    [GeneratedRegex(@"\A-?[0-9]{1,19}\z")]
    private static partial Regex Chat();
}
