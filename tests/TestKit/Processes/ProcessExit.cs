namespace AgentCluster.TestKit.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="AfterTerm">How long after it was told to stop (SIGTERM), or null when it was not.</param>
public sealed record ProcessExit(int Code, TimeSpan? AfterTerm);
