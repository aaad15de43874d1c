using System.Collections.Frozen;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Removes English inflection (plural, -ing, -ed, a few irregular forms) and nothing more: derivations such as
/// <c>payment</c> and <c>pay</c> stay apart. A much lighter relative of Porter's algorithm (Program 14(3), 1980).
/// </summary>
internal static class Stemmer
{
    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>
    {
        ["people"] = "person", ["men"] = "man", ["women"] = "woman", ["children"] = "child", ["mice"] = "mouse", ["feet"] = "foot",
        ["data"] = "datum", ["indices"] = "index", ["analyses"] = "analysis", ["media"] = "medium", ["criteria"] = "criterion",
        ["bought"] = "buy", ["sold"] = "sell", ["paid"] = "pay", ["spent"] = "spend", ["made"] = "make", ["gave"] = "give", ["given"] = "give",
        ["taken"] = "take", ["took"] = "take", ["ran"] = "run", ["written"] = "write", ["wrote"] = "write", ["borne"] = "bear", ["born"] = "birth",
        ["left"] = "leave", ["won"] = "win", ["lent"] = "lend", ["sent"] = "send", ["held"] = "hold", ["taught"] = "teach", ["drawn"] = "draw", ["grew"] = "grow",
        ["were"] = "be", ["been"] = "be", ["does"] = "do",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("aeiouy");

    public static string Stem(string word)
    {
        if (Irregular.TryGetValue(word, out var regular))
            return Normalise(regular);
        if (word.Length > 3)
            return Normalise(Strip(word));
        return word.Length == 3 && word[2] == 's' && word[1] != 's' && !Vowels.Contains(word[1]) ? word[..2] : word;
    }

    private static string Strip(string word)
    {
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
            return word[..^3] + "y";
        if (word.EndsWith("ied", StringComparison.Ordinal) && word.Length > 4)
            return word[..^3] + "y";
        if (EndsWithAny(word, "sses", "shes", "ches", "xes", "zes"))
            return word[..^2];
        if (word[^1] == 's' && !EndsWithAny(word, "ss", "us", "is"))
            return word[..^1];
        if (word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 5 && HasVowel(word.AsSpan(0, word.Length - 3)))
            return Undouble(word[..^3]);
        if (word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 4 && HasVowel(word.AsSpan(0, word.Length - 2)))
            return Undouble(word[..^2]);
        return word;
    }

    private static string Normalise(string word)
    {
        if (word.Length > 4 && word[^1] == 'e')
            return word[..^1];
        return word.Length > 3 && word[^1] == 'y' ? word[..^1] + "i" : word;
    }

    private static string Undouble(string word) =>
        word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'z') ? word[..^1] : word;

    private static bool HasVowel(ReadOnlySpan<char> word) => word.ContainsAny(Vowels);

    private static bool EndsWithAny(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
