namespace AgentCluster.Tools.Statistics;

/// <summary>What was counted of one version of a tool since it was last written down.</summary>
/// <param name="Calls">Calls that got past their checks.</param>
/// <param name="Failures">Those that failed.</param>
/// <param name="DurationMs">How long they took together.</param>
/// <param name="LastUsedAt">The last of them.</param>
internal readonly record struct ToolUse(long Calls, long Failures, double DurationMs, DateTimeOffset LastUsedAt)
{
    public static ToolUse operator +(ToolUse one, ToolUse other) => new(
        one.Calls + other.Calls, one.Failures + other.Failures, one.DurationMs + other.DurationMs,
        one.LastUsedAt > other.LastUsedAt ? one.LastUsedAt : other.LastUsedAt);
}
