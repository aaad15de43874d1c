using System.Buffers.Text;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Audit;

/// <summary>Checks at start that heads can be signed, or are not to be.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    private const int LeastKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var failures = new List<string>();
        if (options.Directory is null != options.Key is null)
        {
            failures.Add($"{AuditOptions.SectionName}: Directory and Key belong together; give both or none.");
        }

        if (options.Directory is { } directory && !Path.IsPathFullyQualified(directory))
        {
            failures.Add($"{AuditOptions.SectionName}:Directory must be an absolute path.");
        }

        if (options.Key is { } key && !(Base64.IsValid(key, out var length) && length >= LeastKeyBytes))
        {
            failures.Add($"{AuditOptions.SectionName}:Key must be base64 of at least {LeastKeyBytes} random bytes.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
