using System.Globalization;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Callbacks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace AgentCluster.Notifications.Telegram;

/// <summary>
/// Deals with updates, received or fetched, each once: it is noted as seen when it was dealt with, and one that a crash lets come again carries
/// the same operation, which decides no second time.
/// </summary>
internal sealed partial class TelegramUpdates(
    CallbackStore seen, CardDecider decider, TelegramClients clients, IOptions<TelegramOptions> options, TimeProvider time, ILogger<TelegramUpdates> logger)
{
    // https://core.telegram.org/bots/api#answercallbackquery
    private const int MostWords = 200;

    // A click can be answered for about as long.
    private static readonly TimeSpan AnsweringTime = TimeSpan.FromSeconds(10);

    /// <summary>Deals with an update; when this returns it need not come again.</summary>
    public async Task HandleAsync(Update update, CancellationToken cancellationToken)
    {
        // Updates are numbered by bot.
        var id = string.Create(CultureInfo.InvariantCulture, $"{clients.BotId}:{update.Id}");
        if (await seen.HoldsAsync(options.Value.Tenant, TelegramChannel.ChannelName, id, cancellationToken))
        {
            return;
        }

        if (update.CallbackQuery is { } click)
        {
            await AnswerAsync(click, await DecideAsync(click, id, cancellationToken));
        }

        await seen.ClaimAsync(options.Value.Tenant, TelegramChannel.ChannelName, id, id, cancellationToken);
    }

    private async Task<Outcome<Approval>> DecideAsync(CallbackQuery click, string operation, CancellationToken cancellationToken) =>
        TelegramMessage.Read(click.Data) is var (decision, token) && click.Message is { } message
            ? await decider.DecideAsync(
                new(
                    options.Value.Tenant, TelegramChannel.ChannelName, click.From.Id.ToString(CultureInfo.InvariantCulture),
                    new TelegramReference(message.Chat.Id, message.Id).ToString(), token, decision, operation),
                cancellationToken)
            : Problem.Invalid("data", "This button is none of ours; nothing was decided.");

    // The bot's clock on the button stops only with an answer; the decision stands without it.
    private async Task AnswerAsync(CallbackQuery click, Outcome<Approval> decided)
    {
        var words = decided.Succeeded ? WordsOf(decided.Value) : decided.Problem.Message;
        using var limit = new CancellationTokenSource(AnsweringTime, time);
        try
        {
            await clients.Bot.AnswerCallbackQuery(
                click.Id, words.Length > MostWords ? $"{words[..(MostWords - 1)]}…" : words, showAlert: !decided.Succeeded, cancellationToken: limit.Token);
        }
        catch (Exception failure) when (failure is RequestException or OperationCanceledException)
        {
            LogUnanswered(failure.Message);
        }
    }

    private static string WordsOf(Approval approval) => approval.Status switch
    {
        ApprovalStatus.Pending => string.Create(
            CultureInfo.InvariantCulture, $"Noted: {approval.Decisions.Count(given => given.Decision == Decision.Approve)} of {approval.Quorum} have approved."),
        ApprovalStatus.Rejected => "Rejected.",
        _ => "Approved.",
    };

    [LoggerMessage(EventId = 14031, Level = LogLevel.Information, Message = "A click in Telegram was dealt with, but could not be answered: {Problem}")]
    private partial void LogUnanswered(string problem);
}
