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
            return new(null, $"{TelegramOptions.SectionName} is not configured for this tenant.", IsFinal: true);
        }

        try
        {
            return TelegramReference.Parse(post.Reference) is { } shown
                ? await RewriteAsync(post, shown, cancellationToken)
                : await SendAsync(post, cancellationToken);
        }
        catch (ApiRequestException refusal)
        {
            // What is wrong with a request (https://core.telegram.org/api/errors) stays wrong: a chat that is gone, a bot that was blocked.
            return new(null, $"Telegram: {refusal.Message}", refusal.ErrorCode is >= 400 and < 429, refusal.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
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
        return new(new TelegramReference(sent.Chat.Id, sent.Id).ToString());
    }

    private async Task<CardResult> RewriteAsync(CardPost post, TelegramReference shown, CancellationToken cancellationToken)
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

        return new(post.Reference);
    }
}
