using System.Numerics.Tensors;

namespace AgentCluster.Memory;

/// <summary>
/// Vectors for words no vocabulary holds: the sum of one pseudo-random sign vector for each character n-gram of 3 to 5 of the word
/// with its boundaries, so that words of similar spelling lie near each other.
/// </summary>
/// <remarks>
/// The n-grams are those of Bojanowski et al.: Enriching Word Vectors with Subword Information, TACL 2017; sign vectors as in
/// Achlioptas: Database-friendly Random Projections, JCSS 2003. Stored embeddings rest on the hash: changing it changes the model id.
/// </remarks>
internal static class CharacterNgrams
{
    private const int Shortest = 3;
    private const int Longest = 5;
    private const int LongestWord = 64;

    /// <summary>Writes a unit vector for a word.</summary>
    /// <param name="word">The word in lower case; only its first 64 characters count.</param>
    /// <param name="vector">Where to write it.</param>
    public static void Write(ReadOnlySpan<char> word, Span<float> vector)
    {
        Span<char> bounded = stackalloc char[LongestWord + 2];
        var length = Math.Min(word.Length, LongestWord);
        bounded[0] = '<';
        word[..length].CopyTo(bounded[1..]);
        bounded[length + 1] = '>';
        bounded = bounded[..(length + 2)];
        vector.Clear();
        for (var size = Shortest; size <= Longest; size++)
        {
            for (var start = 0; start + size <= bounded.Length; start++)
            {
                AddSigns(Hash(bounded.Slice(start, size)), vector);
            }
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
    }

    private static void AddSigns(ulong seed, Span<float> vector)
    {
        var bits = 0UL;
        for (var i = 0; i < vector.Length; i++)
        {
            bits = i % 64 == 0 ? Mix(ref seed) : bits >> 1;
            vector[i] += (bits & 1) == 0 ? -1f : 1f;
        }
    }

    // FNV-1a over UTF-16 units: stable across processes, unlike string.GetHashCode.
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    // SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
