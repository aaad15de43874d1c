using System.Collections.Immutable;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Shows cards in Telegram: in the bot's chats, and to people directly.</summary>
internal sealed class TelegramChannel(TelegramClients clients, IOptions<TelegramOptions> options) : ICardChannel
{
    /// <summary>The channel's name.</summary>
    public const string ChannelName = ApprovalChannels.Telegram;

    // The Bot API tells these apart by their words alone; a message that shows already what it has to is no failure.
    private const string Unchanged = "message is not modified";

    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    public string Name => ChannelName;

    public ImmutableArray<string> Targets(string tenant, ImmutableArray<CardReader> people) =>
        Serves(tenant) ? [.. options.Value.Chats, .. people.Where(person => person.Channel == ChannelName).Select(person => person.User)] : [];

    public async Task<CardResult> ShowAsync(CardPost post, CancellationToken cancellationToken)
    {
        if (!Serves(post.Tenant))
        {
            return new(null, $"{TelegramOptions.SectionName} is not configured for this tenant.");
        }

        try
        {
            var (reference, told) = ReminderMark.Split(post.Reference);
            return TelegramReference.Parse(reference) is { } shown
                ? await RewriteAsync(post, shown, told, cancellationToken)
                : await SendAsync(post, cancellationToken);
        }
        catch (ApiRequestException refusal)
        {
            // A message that is gone stays gone (https://core.telegram.org/api/errors); a chat, a token or a blocked bot somebody mends.
            return new(null, $"Telegram: {refusal.Message}", post.Reference is not null && refusal.ErrorCode == 400, refusal.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        }
        catch (RequestException failure)
        {
            return new(null, $"Telegram: {failure.Message}");
        }
    }

    private bool Serves(string tenant) => options.Value.IsConfigured && tenant == options.Value.Tenant;

    private async Task<CardResult> SendAsync(CardPost post, CancellationToken cancellationToken)
    {
        var sent = await clients.Bot.SendMessage(
            post.Target, TelegramMessage.Of(post.Card), ParseMode.Html, replyMarkup: TelegramMessage.ButtonsOf(post.Card, post.Token),
            linkPreviewOptions: NoPreview, cancellationToken: cancellationToken);
        return new(ReminderMark.Join(new TelegramReference(sent.Chat.Id, sent.Id).ToString(), post.Card.Reminders));
    }

    private async Task<CardResult> RewriteAsync(CardPost post, TelegramReference shown, int told, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Bot.EditMessageText(
                shown.Chat, shown.Message, TelegramMessage.Of(post.Card), ParseMode.Html, TelegramMessage.ButtonsOf(post.Card, post.Token),
                linkPreviewOptions: NoPreview, cancellationToken: cancellationToken);
        }
        catch (ApiRequestException same) when (same.Message.Contains(Unchanged, StringComparison.Ordinal))
        {
            // It shows what it has to.
        }

        if (!post.Card.Reminds(told))
        {
            return new(post.Reference);
        }

        await clients.Bot.SendMessage(
            shown.Chat, TelegramMessage.ReminderOf(post.Card), ParseMode.Html, replyParameters: new ReplyParameters { MessageId = shown.Message },
            linkPreviewOptions: NoPreview, cancellationToken: cancellationToken);
        return new(ReminderMark.Join(shown.ToString(), post.Card.Reminders));
    }
}
