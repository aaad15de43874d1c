using System.Globalization;
using System.Text;

namespace AgentCluster.Execution;

/// <summary>Text of others as people are shown it: nothing in it hides, turns or passes for our own words.</summary>
public static class ShownText
{
    private const int LongestQuote = 200;

    // Letters and marks by their category that nobody sees (Unicode, Default_Ignorable_Code_Point).
    private static readonly HashSet<int> Blanks = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0];

    /// <summary>The text with every control, bidirectional, zero-width and otherwise invisible character by its number; lines stay lines.</summary>
    /// <param name="text">Any text.</param>
    public static string Visible(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '\n' && IsHidden(rune))
            {
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
            else
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }

    /// <summary>Somebody's own words in a sentence of ours: one line in quotation marks that they cannot close.</summary>
    /// <param name="words">The words.</param>
    public static string Quote(string words)
    {
        var line = string.Join(' ', words.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).Replace('\u201C', '"').Replace('\u201D', '"');
        return $"\u201C{Cut(Visible(line), LongestQuote)}\u201D";
    }

    /// <summary>The text, cut where it is longer.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">Most characters.</param>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "\u2026");

    private static bool IsHidden(Rune rune) => Blanks.Contains(rune.Value) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;
}
