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
    /// <returns>The proposal; <c>unknownTool</c>, <c>toolNotGranted</c>, <c>notEditable</c> for a tool that proposes nothing by itself and for a version of a tool that was proposed already, or the argument at fault.</returns>
    [ResponseTimeout("00:01:00"), Alias("PrepareAsync")]
    Task<Outcome<ActionProposal>> PrepareAsync(ToolInvocation call, CancellationToken cancellationToken = default);

    /// <summary>Calls a tool: checks that the agent has it and that the arguments fit, then hands what it would do to the executor.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends a read; a change that has begun is brought to its end.</param>
    /// <returns>What became of it; <c>unknownTool</c>, <c>toolNotGranted</c>, or the argument at fault.</returns>
    [ResponseTimeout("00:01:00"), Alias("InvokeAsync")]
    Task<Outcome<ActionOutcome>> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken = default);

    /// <summary>Every version of a tool, the newest first; a built-in one has one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions, or <c>unknownTool</c>.</returns>
    [Alias("VersionsAsync")]
    Task<Outcome<ImmutableArray<ToolView>>> VersionsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Retires a self-made tool: no version of it may be called any more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tool as it stands, <c>unknownTool</c>, or <c>builtInTool</c>.</returns>
    [Alias("RetireAsync")]
    Task<Outcome<ToolView>> RetireAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Rolls a self-made tool back to a version that was published before, in place of the present one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tool as it stands, <c>unknownTool</c>, <c>builtInTool</c>, or <c>notRestorable</c> for a version that was never approved.</returns>
    [Alias("RestoreAsync")]
    Task<Outcome<ToolView>> RestoreAsync(string name, int version, CancellationToken cancellationToken = default);
}
