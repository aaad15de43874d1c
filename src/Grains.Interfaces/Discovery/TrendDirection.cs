namespace AgentCluster.Discovery;

/// <summary>Where a series goes.</summary>
public enum TrendDirection
{
    /// <summary>No trend that chance would not explain.</summary>
    Steady,

    /// <summary>It grows.</summary>
    Rising,

    /// <summary>It shrinks.</summary>
    Falling,
}
