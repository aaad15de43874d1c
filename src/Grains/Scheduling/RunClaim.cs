namespace AgentCluster.Scheduling;

/// <summary>A due period that this caller, and nobody else, runs.</summary>
/// <param name="DueAt">When it was due; identifies the run.</param>
/// <param name="Checkpoint">How far an interrupted run came, in the singleton's own words; empty for a fresh one.</param>
public sealed record RunClaim(DateTimeOffset DueAt, string Checkpoint);
