using AgentCluster.Execution;

namespace AgentCluster.Tools;

/// <summary>A tool that turns arguments into an action, over which the executor decides.</summary>
internal interface IProposingTool : ITool
{
    /// <summary>The action that a call comes to.</summary>
    /// <returns>The action, or the argument at fault.</returns>
    Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken);
}
