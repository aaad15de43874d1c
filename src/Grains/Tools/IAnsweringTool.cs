using AgentCluster.Execution;

namespace AgentCluster.Tools;

/// <summary>A tool whose answer the platform has by itself, or that only calls other tools and agents: no source is touched by it.</summary>
internal interface IAnsweringTool : ITool
{
    /// <summary>The answer to a call.</summary>
    /// <returns>The answer, or the argument at fault.</returns>
    Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken);
}
