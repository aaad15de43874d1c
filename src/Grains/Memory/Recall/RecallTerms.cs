using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AgentCluster.Memory;

/// <summary>What of a text is searched for by words: its telling words and the identifiers it names.</summary>
internal static partial class RecallTerms
{
    private const int MostTerms = 32;
    private const int MostIdentifiers = 8;
    private const int ShortestIdentifier = 3;

    private static readonly FrozenSet<string> FunctionWords = FrozenSet.ToFrozenSet(
    [
        "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does",
        "each", "for", "from", "get", "give", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "into", "is", "it",
        "its", "list", "many", "me", "much", "my", "of", "on", "or", "our", "please", "s", "she", "should", "show", "so", "some", "than",
        "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "us", "was", "we", "were", "what", "when",
        "where", "which", "who", "whose", "why", "will", "with", "would", "you", "your",
    ]);

    /// <summary>Distinct words without the function words; all of them when there are no others.</summary>
    /// <param name="text">The text.</param>
    public static ImmutableArray<string> Of(string text)
    {
        var words = TextWords.Split(text).Distinct().ToList();
        var telling = words.Where(word => !FunctionWords.Contains(word)).Take(MostTerms).ToImmutableArray();
        return telling.IsEmpty ? [.. words.Take(MostTerms)] : telling;
    }

    /// <summary>The words for full-text search of what is stored.</summary>
    /// <param name="subject">Subject, or null.</param>
    /// <param name="content">Content.</param>
    public static string Indexed(string? subject, string content)
    {
        var words = TextWords.Split(subject);
        words.AddRange(TextWords.Split(content));
        return string.Join(' ', words);
    }

    /// <summary>Identifiers: what is quoted as one or written with an underscore, a dot or a change of case inside.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Each as its words, separated by blanks; the parts of a dotted name are identifiers of their own.</returns>
    public static ImmutableArray<string> Identifiers(string text)
    {
        var found = new List<string>();
        foreach (var match in Identifier().EnumerateMatches(text))
        {
            foreach (var part in text.Substring(match.Index, match.Length).Split('.'))
            {
                var words = string.Join(' ', TextWords.Split(part));
                if (words.Length >= ShortestIdentifier && !found.Contains(words) && found.Count < MostIdentifiers)
                {
                    found.Add(words);
                }
            }
        }

        return [.. found];
    }

    [GeneratedRegex(@"(?<=[`""\[])[\p{L}_][\p{L}\p{N}_ $.]{0,127}(?=[`""\]])|\b[\p{L}\p{N}]+(?:[_.][\p{L}\p{N}]+)+|\b\p{L}*\p{Ll}\p{Lu}[\p{L}\p{N}]*")]
    private static partial Regex Identifier();
}
