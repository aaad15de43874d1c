namespace AgentCluster.Client.Admission;

/// <summary>What an endpoint asks of the gateway; without it, a turn among the short requests.</summary>
internal enum AdmissionClass
{
    /// <summary>Always served: probes.</summary>
    Exempt,

    /// <summary>Waits for the cluster from its beginning: streams and long runs.</summary>
    Waits,
}
