namespace AgentCluster.Benchmarks.Chaos;

/// <summary>One measurement.</summary>
/// <param name="Scenario">What goes wrong.</param>
/// <param name="Length">How long faults are made.</param>
/// <param name="Every">Time between two faults.</param>
/// <param name="Clients">Clients that ask all the time.</param>
/// <param name="Pause">Mean time between an answer and its client's next question.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="Logs">Folder for the processes' logs.</param>
/// <param name="Programs">Folder with the published programs; null for those built with the benchmark.</param>
internal sealed record ChaosOptions(ChaosScenario Scenario, TimeSpan Length, TimeSpan Every, int Clients, TimeSpan Pause, int Seed, string Logs, string? Programs);
