namespace AgentCluster.Client.Admission;

/// <summary>Says what an endpoint, or a method of a gRPC service, asks of the gateway.</summary>
/// <param name="kind">What.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AdmissionAttribute(AdmissionClass kind) : Attribute
{
    /// <summary>What it asks.</summary>
    public AdmissionClass Kind { get; } = kind;
}
