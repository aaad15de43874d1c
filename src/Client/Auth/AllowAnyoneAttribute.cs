namespace AgentCluster.Client.Auth;

/// <summary>Opens an endpoint to anyone: probes, and pages that tell nothing of a tenant.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class AllowAnyoneAttribute : Attribute, IAccessRequirement
{
    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public bool AcceptsBasic => false;

    /// <inheritdoc />
    public ProblemAnswer? Refuses(Caller caller) => null;
}
