namespace AgentCluster.Benchmarks.Approvals;

/// <summary>What leads to a crash point.</summary>
internal enum CrashStep
{
    /// <summary>A request is filed.</summary>
    File,

    /// <summary>A request is decided.</summary>
    Decide,
}
