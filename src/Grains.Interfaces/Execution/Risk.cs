namespace AgentCluster.Execution;

/// <summary>What could go wrong if an action is done, least first.</summary>
public enum Risk
{
    /// <summary>Small and easily put right.</summary>
    Low,

    /// <summary>Changes what people work with.</summary>
    Medium,

    /// <summary>Many rows, personal data or money, or hard to put right.</summary>
    High,

    /// <summary>Structure, or what cannot be put right; two people decide.</summary>
    Critical,
}
