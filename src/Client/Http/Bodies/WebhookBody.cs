using System.Text.Json.Serialization;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>What a webhook shall be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WebhookBody : IRequestBody
{
    /// <summary>Address that is posted to, https, to one of the hosts that the configuration allows.</summary>
    public string? Url { get; init; }

    /// <summary>Events that it is told, 1 to 20.</summary>
    public IReadOnlyList<string?>? Events { get; init; }

    /// <summary><c>whsec_</c> and base64 of 24 to 64 bytes, or <c>generate</c> for a new one of ours; null keeps the one that there is, and makes one for a new webhook.</summary>
    public string? Secret { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (Url is not { Length: > 0 and <= 2_000 })
        {
            errors.Add("url", "'url' must be an https address of at most 2,000 characters.");
        }

        if (Events is not { Count: > 0 and <= 20 } || Events.Any(told => told is not { Length: > 0 and <= 100 }))
        {
            errors.Add("events", "'events' must be a list of 1 to 20 names of events, such as approval.requested.");
        }
    }

    /// <summary>The settings for the cluster, which checks what they name.</summary>
    public WebhookSettings ToSettings() => new() { Url = Url!, Events = [.. Events!.Select(told => told!).Distinct()], Secret = Secret };
}
