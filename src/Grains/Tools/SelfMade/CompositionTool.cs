using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>
/// A self-made tool that calls others, one after another, as the agent that called it: each call passes the same checks as one made
/// directly. Only the last step may change anything, so nothing has to go on after a human decided.
/// </summary>
internal sealed class CompositionTool(ToolVersion version, IGrainFactory grains) : IAnsweringTool, ISelfMadeTool
{
    public ToolVersion Version => version;

    public string Name => version.Name;

    public string Description => version.Description;

    public Shape Arguments { get; } = version.Definition.ToShape(version.Name);

    public bool Changes => version.Report?.Changes ?? true;

    public async Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        if (call.Invocation.Source != version.Definition.Source)
        {
            return Problem.Invalid("source", $"Tool '{Name}' was made for source '{version.Definition.Source}'.");
        }

        var (values, invocation) = (new StepValues(call.Arguments), call.Invocation);
        Outcome<ActionOutcome> outcome = Problem.Conflict("emptyTool", $"Tool '{Name}' has no steps.");
        for (var i = 0; i < version.Definition.Steps.Length; i++)
        {
            var step = version.Definition.Steps[i];
            outcome = await grains.GetGrain<IToolsGrain>(call.Tenant).InvokeAsync(Step(invocation, step, values.Fill(step.Arguments), i + 1), cancellationToken);
            if (outcome.Value is not { Status: ExecutionStatus.Executed } done)
            {
                return outcome;
            }

            // What a step read may be in the arguments of the next.
            invocation = invocation with { Untrusted = invocation.Untrusted || done.Untrusted || done.Result is not null };
            values.Add(done);
        }

        return outcome;
    }

    // The step's own execution follows from the call's: a repeated call repeats no step.
    private static ToolInvocation Step(ToolInvocation call, ToolStepDefinition step, string arguments, int number) => call with
    {
        Tool = step.Tool,
        Arguments = arguments,
        ExecutionId = StepIds.Of(call.ExecutionId, number),
        Depth = call.Depth + 1,
    };
}
