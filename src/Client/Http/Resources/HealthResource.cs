namespace AgentCluster.Client.Http.Resources;

/// <summary>How the process is.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Reason">Why it is unhealthy, or null.</param>
internal sealed record HealthResource(string Status, string? Reason = null);
