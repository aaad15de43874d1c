namespace AgentCluster.Client.Http.Resources;

/// <summary>How a tool fares.</summary>
/// <param name="Calls">How often it was called.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="MeanDurationMs">How long it took on average, milliseconds.</param>
/// <param name="LastUsedAt">When it was last called, or null.</param>
internal sealed record ToolStatisticsResource(long Calls, long Failures, double MeanDurationMs, DateTimeOffset? LastUsedAt);
