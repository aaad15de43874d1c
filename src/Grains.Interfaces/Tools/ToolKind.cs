namespace AgentCluster.Tools;

/// <summary>Where a tool comes from.</summary>
public enum ToolKind
{
    /// <summary>Written by us.</summary>
    BuiltIn,

    /// <summary>Self-made: a parameterised statement.</summary>
    Statement,

    /// <summary>Self-made: other tools, one after another.</summary>
    Composition,
}
