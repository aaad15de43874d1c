using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Mail;

/// <summary>Checks at start that a server comes with what sending needs, all errors at once.</summary>
internal sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        var failures = new List<string>();
        if (!options.IsDryRun && !MailAddress.Read(options.From ?? "").Succeeded)
        {
            failures.Add($"{EmailOptions.SectionName}:From must be one address when a server is set.");
        }

        if (!options.IsDryRun && options.AllowedDomains.Count == 0)
        {
            failures.Add($"{EmailOptions.SectionName}:AllowedDomains must name the domains that mail may go to when a server is set.");
        }

        if (options is { User: null, Password: not null } or { User: not null, Password: null })
        {
            failures.Add($"{EmailOptions.SectionName}: User and Password go together.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
