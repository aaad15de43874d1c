namespace AgentCluster.Client.Admission;

/// <summary>Marks endpoints, and methods of gRPC services, that wait for the cluster, perhaps for long: streams and long runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WaitsForClusterAttribute : Attribute;
