namespace AgentCluster.Client.Admission;

/// <summary>Marks endpoints, and methods of gRPC services, that wait for the cluster, perhaps for long: streams, long runs, what tries statements.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WaitsForClusterAttribute : Attribute;
