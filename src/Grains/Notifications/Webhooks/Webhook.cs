using System.Collections.Immutable;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>A webhook with what its messages are signed with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Address.</param>
/// <param name="Events">Events that it is told.</param>
/// <param name="Secret">The secret; null when it cannot be read, because the data-protection keys are not those it was written with.</param>
/// <param name="Previous">The one before, or null.</param>
/// <param name="PreviousUntil">Until when that signs as well, or null.</param>
/// <param name="Disabled">Why it is told nothing any more, or null.</param>
/// <param name="UpdatedAt">When it was put.</param>
internal sealed record Webhook(
    string Name, string Url, ImmutableArray<string> Events, string? Secret, string? Previous, DateTimeOffset? PreviousUntil, string? Disabled, DateTimeOffset UpdatedAt)
{
    /// <summary>As it is shown: without secrets.</summary>
    public WebhookView ToView() => new() { Name = Name, Url = Url, Events = Events, Disabled = Disabled, UpdatedAt = UpdatedAt };

    /// <summary>The secrets that sign at a time; none when the present one cannot be read.</summary>
    public ImmutableArray<string> SecretsAt(DateTimeOffset now) => Secret is null ? [] : Previous is { } previous && PreviousUntil > now ? [Secret, previous] : [Secret];
}
