namespace AgentCluster.Memory;

/// <summary>An eligible memory and its places in the lists that are fused.</summary>
/// <param name="entry">The memory, with its cosine.</param>
internal sealed class RecallCandidate(ScoredEntry entry)
{
    /// <summary>The memory, with its cosine.</summary>
    public ScoredEntry Scored { get; } = entry;

    /// <summary>Place by cosine from 1, or 0 when it is not in that list.</summary>
    public int VectorPlace { get; set; }

    /// <summary>Place by full-text rank from 1, or 0 when it is not in that list.</summary>
    public int TextPlace { get; set; }

    /// <summary>How many of the query's identifiers it names.</summary>
    public int Identifiers { get; set; }
}
