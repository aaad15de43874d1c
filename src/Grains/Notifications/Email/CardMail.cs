using System.Net;
using System.Text;
using AgentCluster.Execution;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Mail;

namespace AgentCluster.Notifications.Email;

/// <summary>A card as a mail, pure: plain text, and the same as simple HTML that a telephone shows well.</summary>
internal static class CardMail
{
    private const int LongestSubject = 150;
    private const int LongestDetail = 8_000;
    private const string ForYou = "The link is yours alone: who opens it answers in your name. Opening it decides nothing.";
    private const string Elsewhere = "Decide at the console or with the command 'approvals': no address for links is configured (AgentCluster:PublicUrl).";

    /// <summary>The mail.</summary>
    /// <param name="post">The card and whom it goes to.</param>
    /// <param name="link">Where that person decides, or null.</param>
    public static OutgoingMail Of(CardPost post, string? link) => new(post.Target, Subject(post.Card), Text(post.Card, link), null, Html(post.Card, link));

    private static string Subject(Card card) =>
        ShownText.Cut($"{Matter(card)} ({card.Severity}): {card.Title.ReplaceLineEndings(" ")}", LongestSubject);

    private static string Matter(Card card) => !card.IsOpen ? "Decided" : card.Reminders > 0 ? "Still waiting" : "Decision needed";

    private static string Text(Card card, string? link)
    {
        var text = new StringBuilder().AppendLine(card.Title).AppendLine(card.State).AppendLine();
        foreach (var fact in card.Facts)
        {
            text.AppendLine($"{fact.Label}: {fact.Value}");
        }

        if (card.Detail is { } detail)
        {
            // Marked line by line: what others wrote does not pass for a line of ours.
            text.AppendLine().AppendLine("> " + ShownText.Cut(detail, LongestDetail).ReplaceLineEndings("\n> "));
        }

        if (card.IsOpen)
        {
            text.AppendLine().AppendLine(link is null ? Elsewhere : $"Decide: {link}");
            text.AppendLine(link is null ? "" : ForYou);
        }

        return text.ToString().TrimEnd();
    }

    private static string Html(Card card, string? link)
    {
        var facts = string.Concat(card.Facts.Select(fact => $"<tr><td style=\"color:#555;padding:2px 12px 2px 0;vertical-align:top\">{Encode(fact.Label)}</td><td>{Encode(fact.Value)}</td></tr>"));
        var detail = card.Detail is { } text ? $"<pre style=\"white-space:pre-wrap;background:#f4f4f4;padding:8px\">{Encode(ShownText.Cut(text, LongestDetail))}</pre>" : "";
        var decide = !card.IsOpen ? "" : link is null ? $"<p>{Encode(Elsewhere)}</p>"
            : $"<p><a href=\"{Encode(link)}\" style=\"display:inline-block;padding:10px 18px;background:#1a56b0;color:#fff;text-decoration:none;border-radius:4px\">Look and decide</a></p><p style=\"color:#555\">{Encode(ForYou)}</p>";
        return $"""
            <!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
            <body style="font-family:sans-serif;font-size:16px;max-width:640px">
            <h2 style="font-size:20px">{Encode(card.Title)}</h2><p>{Encode(card.State)}</p><table style="font-size:15px">{facts}</table>{detail}{decide}
            </body></html>
            """;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
