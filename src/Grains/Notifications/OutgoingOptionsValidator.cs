using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications;

/// <summary>An entry that is no name of a host would open nothing, or everything; it stops the start.</summary>
internal sealed class OutgoingOptionsValidator : IValidateOptions<OutgoingOptions>
{
    public ValidateOptionsResult Validate(string? name, OutgoingOptions options)
    {
        var strangers = options.AllowedHosts.Where(host => !HostNames.IsRule(host)).ToList();
        return strangers.Count == 0 ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{OutgoingOptions.SectionName}:AllowedHosts: '{string.Join("', '", strangers)}': write a name such as hooks.example.com, or *.example.com; addresses are not taken.");
    }
}
