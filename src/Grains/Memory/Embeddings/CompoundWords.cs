namespace AgentCluster.Memory;

/// <summary>Finds the two words in identifiers that are written together, such as <c>orderdate</c>.</summary>
internal static class CompoundWords
{
    private const int ShortestPart = 3;
    private const int RarestPart = 15_000;

    /// <summary>Where an unknown word falls into two well-known ones.</summary>
    /// <param name="vectors">The vocabulary.</param>
    /// <param name="word">A word in lower case that the vocabulary lacks.</param>
    /// <returns>Length of the first part, or 0 when the word is none such; of several ways the one with the more frequent words.</returns>
    public static int Split(WordVectors vectors, ReadOnlySpan<char> word)
    {
        var (best, bestRank) = (0, RarestPart);
        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            var (left, right) = (vectors.Rank(word[..at]), vectors.Rank(word[at..]));
            var rarer = Math.Max(left, right);
            if (left >= 0 && right >= 0 && rarer < bestRank)
            {
                (best, bestRank) = (at, rarer);
            }
        }

        return best;
    }
}
