using System.Globalization;
using System.Text.Json.Nodes;
using AgentCluster.Notifications.Cards;

namespace AgentCluster.Notifications.Slack;

/// <summary>
/// Draws a card as blocks (https://docs.slack.dev/reference/block-kit), within their limits. What comes from stored things is plain text,
/// where nothing is markup, or a code block that it cannot end: what is shown is what is stored.
/// </summary>
internal static class SlackMessage
{
    /// <summary>Id of the button that approves.</summary>
    public const string Approve = "approve";

    /// <summary>Id of the button that rejects.</summary>
    public const string Reject = "reject";

    private const int HeaderRoom = 150;
    private const int SectionRoom = 1_500;
    private const int FieldRoom = 500;
    private const int DetailRoom = 2_900;
    private const int ConfirmRoom = 300;
    private const int FieldsOfSection = 10;
    private const int MostFacts = 2 * FieldsOfSection;
    private const string Fence = "```";

    /// <summary>The fields <c>text</c> and <c>blocks</c> of a message.</summary>
    /// <param name="card">The card.</param>
    /// <param name="token">What its buttons send back.</param>
    public static JsonObject Of(Card card, string token)
    {
        var title = card.MarkedTitle();
        var blocks = new JsonArray(new JsonObject { ["type"] = "header", ["text"] = Plain(title, HeaderRoom) });
        if (Markup.Escape(title, HeaderRoom) != Markup.Escape(title, SectionRoom))
        {
            blocks.Add(Section(Plain(card.Title, SectionRoom)));
        }

        foreach (var facts in card.Facts.Take(MostFacts).Chunk(FieldsOfSection))
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["fields"] = new JsonArray([.. facts.Select(fact => Plain($"{fact.Label}: {fact.Value}", FieldRoom))]) });
        }

        if (card.Facts.Length > MostFacts)
        {
            blocks.Add(Section(Plain(string.Create(CultureInfo.InvariantCulture, $"… and {card.Facts.Length - MostFacts} more"), SectionRoom)));
        }

        if (!string.IsNullOrWhiteSpace(card.Detail))
        {
            blocks.Add(Section(Code(card.Detail)));
        }

        blocks.Add(Section(Plain(card.State, SectionRoom)));
        if (card.IsOpen)
        {
            blocks.Add(Buttons(card, token));
        }

        return new() { ["text"] = Markup.Escape($"{card.Title}\n{card.State}", SectionRoom), ["blocks"] = blocks };
    }

    /// <summary>A short answer to a message, seen by the whole channel: a message that is rewritten catches nobody's eye.</summary>
    /// <param name="card">The card.</param>
    /// <param name="message">The message that shows it.</param>
    public static JsonObject Reminder(Card card, SlackReference message) => new()
    {
        ["channel"] = message.Channel,
        ["thread_ts"] = message.Message,
        ["reply_broadcast"] = true,
        ["mrkdwn"] = false,
        ["text"] = Markup.Escape($"Still waiting: {card.Title}", SectionRoom),
    };

    private static JsonObject Section(JsonObject text) => new() { ["type"] = "section", ["text"] = text };

    private static JsonObject Plain(string text, int most) => new() { ["type"] = "plain_text", ["text"] = Markup.Escape(text, most), ["emoji"] = false };

    // A text with a backtick of its own could end the block, and what follows would be markup.
    private static JsonObject Code(string text) => text.Contains('`', StringComparison.Ordinal)
        ? Plain(text, DetailRoom)
        : new() { ["type"] = "mrkdwn", ["text"] = $"{Fence}{Markup.Escape(text, DetailRoom)}{Fence}", ["verbatim"] = true };

    private static JsonObject Buttons(Card card, string token) => new()
    {
        ["type"] = "actions",
        ["elements"] = new JsonArray(
            Button(card, token, Approve, "Approve", "primary"),
            Button(card, token, Reject, "Reject", "danger")),
    };

    private static JsonObject Button(Card card, string token, string id, string label, string style) => new()
    {
        ["type"] = "button",
        ["action_id"] = id,
        ["value"] = token,
        ["style"] = style,
        ["text"] = Plain(label, HeaderRoom),
        ["confirm"] = new JsonObject
        {
            ["title"] = Plain($"{label}?", HeaderRoom),
            ["text"] = Plain(card.Title, ConfirmRoom),
            ["confirm"] = Plain(label, HeaderRoom),
            ["deny"] = Plain("Back", HeaderRoom),
            ["style"] = style,
        },
    };
}
