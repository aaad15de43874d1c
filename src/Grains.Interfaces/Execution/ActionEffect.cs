namespace AgentCluster.Execution;

/// <summary>What an action has an effect on.</summary>
public enum ActionEffect
{
    /// <summary>A statement in a source, reads too.</summary>
    Statement,

    /// <summary>Takes an executed statement back; the arguments name it as <c>executionId</c>.</summary>
    Undo,

    /// <summary>A message leaves for a person.</summary>
    Mail,

    /// <summary>A tool is published or retired.</summary>
    Tool,
}
