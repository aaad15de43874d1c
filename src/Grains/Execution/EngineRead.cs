namespace AgentCluster.Execution;

/// <summary>What an engine made of a statement that someone wants run as a read.</summary>
/// <param name="Inspected">What it would do.</param>
/// <param name="Rows">The rows or why there are none; null when it is no read and so was not run.</param>
internal readonly record struct EngineRead(Inspected Inspected, Outcome<ResultSet>? Rows);
