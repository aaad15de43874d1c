namespace AgentCluster.Memory;

/// <summary>An entry with its cosine to the query.</summary>
/// <param name="Cosine">Dot product of the unit vectors.</param>
/// <param name="Entry">The entry.</param>
internal readonly record struct ScoredEntry(float Cosine, BlockEntry Entry)
{
    /// <summary>Whether this one goes before another: by cosine, then the newer row.</summary>
    /// <param name="other">The other.</param>
    public bool IsBetterThan(in ScoredEntry other) => IsBetter(Cosine, Entry.Sequence, other.Cosine, other.Entry.Sequence);

    /// <inheritdoc cref="IsBetterThan" />
    public static bool IsBetter(float score, long sequence, float otherScore, long otherSequence) =>
        score > otherScore || (score == otherScore && sequence > otherSequence);
}
