using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Text of a request, kept as it was written: values are taken over letter by letter.</summary>
internal static class Phrase
{
    private static readonly HashSet<string> Articles = new(["the", "a", "an", "our", "my", "this", "that", "new", "its", "their"], StringComparer.OrdinalIgnoreCase);

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string[] Words(string phrase) => phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Some of the words again as a phrase.</summary>
    public static string Join(string[] words, int start, int end) => string.Join(' ', words, start, end - start);

    /// <summary>The stems of its words, as names of the catalog are looked up by; articles left out.</summary>
    public static string Stems(string phrase) =>
        string.Join(' ', Tokenizer.Identifier(Plain(phrase)).Select(token => token.Stem));

    public static ImmutableArray<Token> Tokens(string phrase) => Tokenizer.Tokenize(Plain(phrase));

    public static string WithoutArticle(string phrase)
    {
        var words = Words(phrase);
        var start = 0;
        while (start < words.Length - 1 && Articles.Contains(words[start]))
            start++;
        return Join(words, start, words.Length);
    }

    public static string Unquoted(string text)
    {
        var trimmed = text.Trim();
        return IsQuoted(trimmed) ? trimmed[1..^1].Trim() : trimmed;
    }

    public static bool IsQuoted(string text) =>
        text.Length > 2 && text[0] is '"' or '\'' && text.Length > 2 && text[^1] == text[0] && text.IndexOf(text[0], 1) == text.Length - 1;

    /// <summary>The two sides of each place where one of the words stands, outside quotation marks.</summary>
    public static IEnumerable<(string Before, string After)> Cuts(string phrase, params string[] at)
    {
        foreach (var word in at)
        {
            for (var i = phrase.IndexOf($" {word} ", StringComparison.OrdinalIgnoreCase); i >= 0; i = phrase.IndexOf($" {word} ", i + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (phrase.AsSpan(0, i).Count('"') % 2 == 0)
                    yield return (phrase[..i].Trim(), phrase[(i + word.Length + 2)..].Trim());
            }
        }
    }

    /// <summary>Without article, and with "e-mail" as one word: tables and columns are called so.</summary>
    public static string Plain(string phrase) => WithoutArticle(phrase).Replace("e-mail", "email", StringComparison.OrdinalIgnoreCase).Replace("/", "", StringComparison.Ordinal);
}
