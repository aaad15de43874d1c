namespace AgentCluster.Benchmarks.Chaos;

/// <summary>What goes wrong.</summary>
internal enum ChaosScenario
{
    /// <summary>A random silo is killed (SIGKILL) and started again.</summary>
    Kill,

    /// <summary>A random silo is stopped (SIGTERM) and started again.</summary>
    Term,

    /// <summary>A random gateway is stopped (SIGTERM) and started again.</summary>
    GatewayTerm,

    /// <summary>A random silo stands still (SIGSTOP) for ten seconds.</summary>
    Pause,

    /// <summary>PostgreSQL crashes and is started again ten times, and then is away for 20 s.</summary>
    Database,

    /// <summary>One silo, then three, then one.</summary>
    Scale,
}
