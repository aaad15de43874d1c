using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>A question to a colleague: an interaction of its own, whose id follows from the call's, so that a repeated call asks once.</summary>
internal sealed class AskAgentTool(IGrainFactory grains, ToolGrants grants) : IAnsweringTool
{
    // Within the response timeout of a call of a tool.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    public string Name => "ask_agent";

    public string Description => "Asks a colleague a question and returns its answer.";

    public Shape Arguments { get; } = Shape.Object(
        "Arguments of ask_agent",
        Shape.Text("id of the colleague", 64).Required("agent"),
        Shape.Text("the question", 4_000).Required("question"));

    public bool Changes => false;

    public async Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var wanted = call.Read<Wanted>();
        if (!grants.Knows(wanted.Agent))
        {
            return Problem.NotFound("unknownAgent", $"There is no agent '{wanted.Agent}'; GET /v1/agents lists them.", $"{ToolArguments.Root}.agent");
        }

        if (wanted.Agent == call.Agent)
        {
            return Problem.Invalid($"{ToolArguments.Root}.agent", "An agent does not ask itself: name a colleague.");
        }

        var key = new InteractionKey(call.Tenant, call.Invocation.ExecutionId);
        var request = new AskRequest
        {
            Question = wanted.Question,
            Agent = wanted.Agent,
            Source = call.Invocation.Source,
            Depth = call.Invocation.Depth + 1,
            AskedBy = call.Invocation.RequestedBy,
            Untrusted = call.Invocation.Untrusted,
        };
        var asked = await grains.GetGrain<IInteractionGrain>(key.ToString()).StartAsync(request, Wait, cancellationToken);
        return asked.Succeeded ? Answer(call, wanted.Agent, asked.Value) : asked.Problem;
    }

    // A colleague's words may be those of the rows it read.
    private static ActionOutcome Answer(ToolCall call, string agent, Interaction interaction) => (interaction.Status == InteractionStatus.Running
        ? call.Answer($"{agent} still works on it; GET /v1/interactions/{interaction.Id} has the answer when it is there.")
        : call.Answer(interaction.Answer, interaction.Result)) with { Untrusted = true };

    private sealed record Wanted(string Agent, string Question);
}
