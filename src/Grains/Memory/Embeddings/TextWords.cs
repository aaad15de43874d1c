using System.Globalization;

namespace AgentCluster.Memory;

/// <summary>Splits text and identifiers into words: at punctuation, underscores, changes of case and between letters and digits.</summary>
public static class TextWords
{
    /// <summary>The next word at or after a position; <c>HTTPServer_id2</c> gives HTTP, Server, id, 2.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to look from; afterwards the end of the word.</param>
    /// <param name="word">The word's place in the text.</param>
    /// <returns>Whether there was another word.</returns>
    public static bool TryNext(ReadOnlySpan<char> text, ref int position, out Range word)
    {
        while (position < text.Length && !IsPart(text[position]))
        {
            position++;
        }

        var start = position;
        if (start == text.Length)
        {
            word = default;
            return false;
        }

        do
        {
            position++;
        }
        while (position < text.Length && IsPart(text[position]) && !IsBoundary(text, position));

        word = start..position;
        return true;
    }

    /// <summary>The words in lower case, in their order.</summary>
    /// <param name="text">The text.</param>
    public static List<string> Split(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var position = 0;
        while (TryNext(text, ref position, out var range))
        {
            words.Add(text[range].ToString().ToLowerInvariant());
        }

        return words;
    }

    /// <summary>A word without a plural's ending: rough, for comparison with words treated alike.</summary>
    /// <param name="word">A word in lower case.</param>
    public static string Singular(string word) => word switch
    {
        _ when word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) => $"{word.AsSpan(0, word.Length - 3)}y",
        _ when word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };

    private static bool IsPart(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsBoundary(ReadOnlySpan<char> text, int at)
    {
        var (before, here) = (text[at - 1], text[at]);
        if (char.IsDigit(before) != char.IsDigit(here))
        {
            return true;
        }

        if (!char.IsUpper(here))
        {
            return false;
        }

        return !char.IsUpper(before) || (at + 1 < text.Length && char.IsLower(text[at + 1]));
    }
}
