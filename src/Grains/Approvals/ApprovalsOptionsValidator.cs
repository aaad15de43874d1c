using Microsoft.Extensions.Options;

namespace AgentCluster.Approvals;

/// <summary>Checks at start that a request is told to those who stand behind before it expires.</summary>
internal sealed class ApprovalsOptionsValidator : IValidateOptions<ApprovalsOptions>
{
    public ValidateOptionsResult Validate(string? name, ApprovalsOptions options) => options.LongTimeout > options.Timeout
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{ApprovalsOptions.SectionName}:LongTimeout must be longer than {ApprovalsOptions.SectionName}:Timeout.");
}
