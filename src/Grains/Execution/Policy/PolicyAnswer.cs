namespace AgentCluster.Execution.Policy;

/// <summary>What the policy says to an action.</summary>
internal enum PolicyAnswer
{
    /// <summary>Do it.</summary>
    Run,

    /// <summary>Ask a human.</summary>
    Ask,

    /// <summary>Never, whatever a human says.</summary>
    Refuse,
}
