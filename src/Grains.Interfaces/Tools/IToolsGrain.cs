using System.Collections.Immutable;
using AgentCluster.Execution;

namespace AgentCluster.Tools;

/// <summary>The tools of a tenant and their calls; stateless worker, grain key is the tenant.</summary>
[Repeatable, Alias("AgentCluster.Tools.IToolsGrain")]
public interface IToolsGrain : IGrainWithStringKey
{
    /// <summary>Every tool in its present version, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ListAsync")]
    Task<ImmutableArray<ToolView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One tool in its present version.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tool, or <c>unknownTool</c>.</returns>
    [Alias("GetAsync")]
    Task<Outcome<ToolView>> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>What a call would propose, with nothing proposed: checks the same as <see cref="InvokeAsync"/>. So a human can edit what waits for approval.</summary>
    /// <param name="call">The call; its execution id becomes the proposal's.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The proposal; <c>unknownTool</c>, <c>toolNotGranted</c>, <c>notEditable</c> for a tool that proposes nothing by itself, or the argument at fault.</returns>
    [ResponseTimeout("00:01:00"), Alias("PrepareAsync")]
    Task<Outcome<ActionProposal>> PrepareAsync(ToolInvocation call, CancellationToken cancellationToken = default);

    /// <summary>Calls a tool: checks that the agent has it and that the arguments fit, then hands what it would do to the executor.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends a read; a change that has begun is brought to its end.</param>
    /// <returns>What became of it; <c>unknownTool</c>, <c>toolNotGranted</c>, or the argument at fault.</returns>
    [ResponseTimeout("00:01:00"), Alias("InvokeAsync")]
    Task<Outcome<ActionOutcome>> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken = default);
}
