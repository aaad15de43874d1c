namespace AgentCluster.Client.Http.Resources;

/// <summary>People who have to approve.</summary>
/// <param name="Required">How many have to.</param>
/// <param name="Given">How many have.</param>
internal sealed record QuorumResource(int Required, int Given);
