using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Mail;

/// <summary>Who may be written to.</summary>
/// <param name="options">The allow-list.</param>
public sealed class MailPolicy(IOptions<EmailOptions> options)
{
    /// <summary>Whether nothing leaves because no server is configured.</summary>
    public bool IsDryRun => options.Value.IsDryRun;

    /// <summary>The one address in a text, if mail may go there; else <c>invalidRecipient</c> or <c>recipientNotAllowed</c>.</summary>
    /// <param name="text">What a caller gave as the recipient.</param>
    public Outcome<string> Recipient(string text)
    {
        var address = MailAddress.Read(text);
        return !address.Succeeded || IsOpen || MailAddress.IsOf(address.Value, options.Value.AllowedDomains)
            ? address
            : Problem.Forbidden("recipientNotAllowed", $"Mail may go to {string.Join(", ", options.Value.AllowedDomains)} only ({EmailOptions.SectionName}:AllowedDomains).", "to");
    }

    // Nothing leaves, and nobody said where it may not go.
    private bool IsOpen => IsDryRun && options.Value.AllowedDomains.Count == 0;
}
