using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications;

/// <summary>Links are made of it: it has to be an address and nothing more.</summary>
internal sealed class PublicOptionsValidator : IValidateOptions<PublicOptions>
{
    public ValidateOptionsResult Validate(string? name, PublicOptions options) =>
        options.PublicUrl is not { } url || (ServiceAddress.IsOne(url) && new Uri(url).AbsolutePath == "/")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{PublicOptions.SectionName}:PublicUrl must be an https address without a path, such as https://agents.example.com.");
}
