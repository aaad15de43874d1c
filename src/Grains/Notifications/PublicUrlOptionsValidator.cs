using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications;

/// <summary>An address that makes no links stops the start.</summary>
internal sealed class PublicUrlOptionsValidator : IValidateOptions<PublicUrlOptions>
{
    public ValidateOptionsResult Validate(string? name, PublicUrlOptions options) =>
        options.PublicUrl is null or { IsAbsoluteUri: true, Scheme: "https" or "http", Query: "", Fragment: "", UserInfo: "" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{PublicUrlOptions.Key} must be an address such as https://agents.example.com, without a query.");
}
