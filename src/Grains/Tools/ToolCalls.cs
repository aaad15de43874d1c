using System.Text.RegularExpressions;
using AgentCluster.Execution;
using AgentCluster.Tools.Statistics;

namespace AgentCluster.Tools;

/// <summary>The way of every call: the tool exists, its agent has it, the arguments fit; then the executor decides, or the platform answers.</summary>
internal sealed partial class ToolCalls(ToolCatalog catalog, ToolGrants grants, ToolUses uses, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Most tools and agents around a call.</summary>
    public const int DeepestCall = 3;

    /// <summary>What a call would propose; nothing is proposed.</summary>
    public async Task<Outcome<ActionProposal>> PrepareAsync(string tenant, ToolInvocation invocation, CancellationToken cancellationToken)
    {
        var admitted = await AdmitAsync(tenant, invocation, cancellationToken);
        return !admitted.Succeeded ? admitted.Problem
            : admitted.Value.Tool is IProposingTool tool ? await tool.ProposeAsync(admitted.Value.Call, cancellationToken)
            : Problem.Conflict("notEditable", $"Tool '{invocation.Tool}' proposes nothing by itself.");
    }

    /// <summary>Calls a tool.</summary>
    public async Task<Outcome<ActionOutcome>> InvokeAsync(string tenant, ToolInvocation invocation, CancellationToken cancellationToken)
    {
        var admitted = await AdmitAsync(tenant, invocation, cancellationToken);
        if (!admitted.Succeeded)
        {
            return admitted.Problem;
        }

        var (tool, call) = admitted.Value;
        var started = time.GetTimestamp();
        var outcome = await RunAsync(tool, call, cancellationToken);
        var use = new ToolUse(1, HasFailed(outcome) ? 1 : 0, time.GetElapsedTime(started).TotalMilliseconds, time.GetUtcNow());
        uses.Note(tenant, tool.Name, tool is ISelfMadeTool { Version.Version: var version } ? version : 1, use);
        return outcome;
    }

    private async Task<Outcome<Admitted>> AdmitAsync(string tenant, ToolInvocation invocation, CancellationToken cancellationToken)
    {
        if (!IdPattern().IsMatch(invocation.ExecutionId))
        {
            return Problem.Invalid("executionId", "An execution id is 1 to 64 characters of a-z, 0-9 and '-'.");
        }

        if (invocation.Depth > DeepestCall)
        {
            return Problem.Conflict("tooDeep", $"More than {DeepestCall} tools and agents call one another: ask directly.");
        }

        var found = await catalog.FindAsync(tenant, invocation.Tool, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Problem;
        }

        var tool = found.Value;
        if (grants.Refusal(invocation.Agent, tool.Name, tool is ISelfMadeTool made ? made.Version.Definition.Agents : []) is { } refusal)
        {
            return refusal;
        }

        var arguments = ToolArguments.Read(invocation.Arguments, tool.Arguments);
        return arguments.Succeeded ? new Admitted(tool, new(tenant, invocation, arguments.Value)) : arguments.Problem;
    }

    private async Task<Outcome<ActionOutcome>> RunAsync(ITool tool, ToolCall call, CancellationToken cancellationToken)
    {
        if (tool is IAnsweringTool answering)
        {
            return await answering.AnswerAsync(call, cancellationToken);
        }

        var proposal = await ((IProposingTool)tool).ProposeAsync(call, cancellationToken);
        return proposal.Succeeded
            ? await grains.GetGrain<IActionGrain>(new ActionKey(call.Tenant, proposal.Value.Id).ToString()).ProposeAsync(proposal.Value, cancellationToken)
            : proposal.Problem;
    }

    // What the caller did wrong, and what the policy refuses, is no fault of the tool.
    private static bool HasFailed(Outcome<ActionOutcome> outcome) =>
        outcome.Problem is { Kind: ProblemKind.Unavailable } || outcome.Value is { Status: ExecutionStatus.Failed or ExecutionStatus.OutcomeUnknown };

    [GeneratedRegex(@"\A[0-9a-z-]{1,64}\z")]
    private static partial Regex IdPattern();

    private sealed record Admitted(ITool Tool, ToolCall Call);
}
