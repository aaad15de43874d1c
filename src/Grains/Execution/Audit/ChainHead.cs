namespace AgentCluster.Execution.Audit;

/// <summary>Where a chain ends.</summary>
/// <param name="Seq">Number of its last row; 0 for an empty one.</param>
/// <param name="Hash">Hash of that row.</param>
internal readonly record struct ChainHead(long Seq, string Hash)
{
    /// <summary>Before the first row.</summary>
    public static ChainHead Start { get; } = new(0, new('0', 64));

    /// <summary>The row as the next of the chain.</summary>
    public LogRow Seal(string tenant, LogRow row) => row with { Seq = Seq + 1, Hash = LogHash.Of(Hash, tenant, row with { Seq = Seq + 1 }) };
}
