namespace AgentCluster.Benchmarks.Chaos;

/// <summary>One measurement.</summary>
/// <param name="Scenario">What goes wrong.</param>
/// <param name="Length">How long faults are made.</param>
/// <param name="Every">Time between two faults.</param>
/// <param name="Clients">Clients that ask all the time.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="Logs">Folder for the processes' logs.</param>
internal sealed record ChaosOptions(ChaosScenario Scenario, TimeSpan Length, TimeSpan Every, int Clients, int Seed, string Logs);
