using System.Text;

namespace AgentCluster.Discovery.Relationships;

/// <summary>The words of an identifier: <c>converted_client_id</c>, <c>ConvertedClientId</c> and <c>converted client id</c> alike.</summary>
internal static class NameWords
{
    public static List<string> Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts = char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if ((starts || !char.IsLetterOrDigit(name[i])) && word.Length > 0)
            {
                words.Add(Singular(word.ToString()));
                word.Clear();
            }

            if (char.IsLetterOrDigit(name[i]))
            {
                word.Append(char.ToLowerInvariant(name[i]));
            }
        }

        if (word.Length > 0)
        {
            words.Add(Singular(word.ToString()));
        }

        return words;
    }

    /// <summary>The words in one, for comparison.</summary>
    public static string Joined(string name) => string.Concat(Of(name));

    // Rough, and the same on both sides of every comparison.
    private static string Singular(string word) => word switch
    {
        _ when word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) => $"{word.AsSpan(0, word.Length - 3)}y",
        _ when word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
