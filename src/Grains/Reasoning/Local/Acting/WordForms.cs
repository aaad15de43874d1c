namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Whether a verb or noun leads to a state of the same root: close and closed, pause and paused, activate and active.</summary>
internal static class WordForms
{
    private const int ShortestRoot = 3;

    /// <summary>Whether the two have one root.</summary>
    public static bool IsOfOneRoot(string one, string other) => Root(one) is { Length: >= ShortestRoot } root && root == Root(other);

    /// <summary>What doing the verb does to a state: true reaches it, false leaves it, null has nothing to do with it.</summary>
    public static bool? Leads(string verb, string state)
    {
        if (verb.Equals(state, StringComparison.OrdinalIgnoreCase))
            return null;
        if (IsOfOneRoot(verb, state) || verb.StartsWith("re", StringComparison.Ordinal) && IsOfOneRoot(verb[2..].TrimStart('-'), state))
            return true;
        return new[] { "de", "un", "dis" }.Any(prefix => verb.StartsWith(prefix, StringComparison.Ordinal) && IsOfOneRoot(verb[prefix.Length..].TrimStart('-'), state)) ? false : null;
    }

    private static string Root(string word)
    {
        var stem = Stemmer.Stem(word.ToLowerInvariant());
        if (stem.Length > 5 && stem.EndsWith("at", StringComparison.Ordinal))
            stem = stem[..^2];
        return stem.Length > ShortestRoot && stem[^1] == stem[^2] ? stem[..^1] : stem;
    }
}
