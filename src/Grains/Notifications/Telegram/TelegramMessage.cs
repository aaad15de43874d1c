using System.Globalization;
using System.Text;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;
using Telegram.Bot.Types.ReplyMarkups;

namespace AgentCluster.Notifications.Telegram;

/// <summary>Draws a card as HTML of the Bot API (https://core.telegram.org/bots/api#html-style), within the limit of a message; what comes from stored things is literal.</summary>
internal static class TelegramMessage
{
    /// <summary>Most characters of a message.</summary>
    public const int Most = 4_096;

    private const string Approve = "a:";
    private const string Reject = "r:";
    private const int TitleRoom = 500;
    private const int StateRoom = 600;
    private const int FactRoom = 150;
    private const int MostFacts = 12;

    /// <summary>The text.</summary>
    public static string Of(Card card)
    {
        var text = new StringBuilder($"<b>{Markup.Escape(card.MarkedTitle(), TitleRoom)}</b>\n");
        foreach (var fact in card.Facts.Take(MostFacts))
        {
            text.Append('\n').Append(Markup.Escape($"{fact.Label}: {fact.Value}", FactRoom));
        }

        if (card.Facts.Length > MostFacts)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n… and {card.Facts.Length - MostFacts} more");
        }

        var state = $"\n\n{Markup.Escape(card.State, StateRoom)}";
        if (!string.IsNullOrWhiteSpace(card.Detail))
        {
            const string Open = "\n\n<pre>", Close = "</pre>";
            text.Append(Open).Append(Markup.Escape(card.Detail, Most - text.Length - state.Length - Open.Length - Close.Length)).Append(Close);
        }

        return text.Append(state).ToString();
    }

    /// <summary>A short answer to the message: one that is rewritten catches nobody's eye.</summary>
    public static string ReminderOf(Card card) => Markup.Escape($"Still waiting: {card.Title}", TitleRoom);

    /// <summary>The buttons, or null for a card that is not open.</summary>
    /// <param name="card">The card.</param>
    /// <param name="token">What the buttons send back: with its mark far below the 64 bytes that there are.</param>
    public static InlineKeyboardMarkup? ButtonsOf(Card card, string token) => card.IsOpen
        ? new([[InlineKeyboardButton.WithCallbackData("✅ Approve", Approve + token), InlineKeyboardButton.WithCallbackData("❌ Reject", Reject + token)]])
        : null;

    /// <summary>What a button sent back, or null when it is none of ours.</summary>
    public static (Decision Decision, string Token)? Read(string? data) => data switch
    {
        not null when data.StartsWith(Approve, StringComparison.Ordinal) => (Decision.Approve, data[Approve.Length..]),
        not null when data.StartsWith(Reject, StringComparison.Ordinal) => (Decision.Reject, data[Reject.Length..]),
        _ => null,
    };
}
