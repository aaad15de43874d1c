namespace AgentCluster.Tools;

/// <summary>Where a tool stands in its life.</summary>
public enum ToolState
{
    /// <summary>Proposed, not tested.</summary>
    Draft,

    /// <summary>Passed its cases, run by somebody else than its author.</summary>
    Tested,

    /// <summary>A human has to decide.</summary>
    AwaitingApproval,

    /// <summary>May be called by those it was granted to.</summary>
    Published,

    /// <summary>May not be called any more.</summary>
    Deprecated,
}
