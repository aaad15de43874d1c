using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Mail;
using Microsoft.Extensions.Options;

namespace AgentCluster.Notifications.Email;

/// <summary>
/// Mails cards to people. A mail cannot be rewritten: there is one with the request, one at each reminder and one with what became of it, none in between; another only if
/// what is asked has changed.
/// </summary>
internal sealed class EmailChannel(MailSender sender, MailPolicy policy, MailLinks links, IOptions<PublicOptions> options) : ICardChannel
{
    /// <summary>The channel's name.</summary>
    public const string ChannelName = ApprovalChannels.Email;

    private const string OutcomeMark = ".outcome";
    private const string Reminded = ".r";

    public string Name => ChannelName;

    public ImmutableArray<string> Targets(string tenant, ImmutableArray<CardReader> people) => policy.IsDryRun
        ? []
        : [.. people.Where(person => person.Channel == ChannelName && policy.Recipient(person.User).Succeeded).Select(person => person.User)];

    public async Task<CardResult> ShowAsync(CardPost post, CancellationToken cancellationToken)
    {
        var id = IdOf(post);
        if (!IsDue(post, id))
        {
            return new(post.Reference);
        }

        var link = post.Card.IsOpen && options.Value.PublicUrl is { } url ? $"{url.TrimEnd('/')}/callbacks/approvals/{links.Seal(post.Tenant, post.Token, post.Target)}" : null;

        // It keeps to the same time limit by itself.
        var attempt = await sender.SendAsync(id, CardMail.Of(post, link));
        return attempt.Result == MailResult.Sent ? new(id) : new(null, $"E-mail: {attempt.Error}", attempt.Result == MailResult.Refused);
    }

    private static string IdOf(CardPost post) =>
        !post.Card.IsOpen ? post.Token + OutcomeMark
        : post.Card.Reminders > 0 ? string.Create(CultureInfo.InvariantCulture, $"{post.Token}{Reminded}{post.Card.Reminders}")
        : post.Token;

    // Of what ended before anybody was mailed nobody is told by mail.
    private static bool IsDue(CardPost post, string id) => post.Reference != id && (post.Card.IsOpen || (post.Card.IsSettled && post.Reference is not null));
}
