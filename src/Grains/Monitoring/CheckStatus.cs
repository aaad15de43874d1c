namespace AgentCluster.Monitoring;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>It works, but slower, less safely or not for long.</summary>
    Warn,

    /// <summary>Something does not work, or is not safe, until it is mended.</summary>
    Fail,
}
