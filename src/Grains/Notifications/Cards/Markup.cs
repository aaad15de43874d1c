using System.Globalization;
using System.Text;

namespace AgentCluster.Notifications.Cards;

/// <summary>Text for channels whose markup begins with an ampersand or an angle bracket: Slack's, and Telegram's HTML.</summary>
internal static class Markup
{
    // Of what says how much was cut.
    private const int NoteRoom = 40;

    /// <summary>The text as it is shown literally, cut where it would be longer than allowed, with a note that says so.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Most characters of the result, more than the note needs.</param>
    public static string Escape(string text, int most)
    {
        var escaped = new StringBuilder(text.Length);
        var (fitting, cut) = (0, 0);
        for (var i = 0; i < text.Length && escaped.Length <= most; i++)
        {
            if (escaped.Length <= most - NoteRoom && !char.IsLowSurrogate(text[i]))
            {
                (fitting, cut) = (escaped.Length, i);
            }

            escaped.Append(Escape(text[i]));
        }

        return escaped.Length <= most
            ? escaped.ToString()
            : escaped.ToString(0, fitting) + string.Create(CultureInfo.InvariantCulture, $"… ({text.Length - cut} more characters)");
    }

    private static string Escape(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => c.ToString(),
    };
}
