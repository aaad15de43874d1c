using System.Runtime.CompilerServices;
using AgentCluster.Execution;
using AgentCluster.Reasoning.Local.Acting;
using AgentCluster.Reasoning.Local.FollowUps;
using Microsoft.Extensions.AI;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// The built-in planner behind the interface of a chat model, so that the loop is the same for both. It proposes a statement as a tool
/// call, and after the tool's result either answers or tries its next reading. It is not a language model.
/// </summary>
internal sealed class LocalChatClient(Planner planner) : IChatClient
{
    public const string ModelName = "local";

    // An empty result of a narrowed question is more often a misreading than a fact.
    private const double EmptyResult = 0.75;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options?.AdditionalProperties?.TryGetValue<PlannerContext>(PlannerContext.Key, out var context) is not true || context is null)
            return Task.FromResult(Words("The built-in planner answers questions about a discovered source only.", new(0, [], [])));
        var plan = context.Plan ??= FollowUpPlan.Of(planner, context);
        return Task.FromResult(ActionTalk.Next(plan.Action, context.Abilities, [.. messages]) ?? Next(plan, context.Abilities, [.. messages]));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("agentcluster", null, ModelName)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static ChatResponse Next(Plan plan, Abilities? abilities, List<ChatMessage> messages)
    {
        if (plan.Proposals.IsEmpty)
            return Words(plan.Reply, new(plan.Confidence, [], []));
        var earlier = Exchange.Of(messages).Where(exchange => exchange.Result is not null)
            .Select(exchange => (Proposal: plan.Proposals.FirstOrDefault(proposal => proposal.Sql == exchange.Statement), exchange.Result))
            .Where(exchange => exchange.Proposal is not null).ToList();
        var (tried, results) = (earlier.ConvertAll(exchange => exchange.Proposal!), earlier.ConvertAll(exchange => exchange.Result!));
        if (results is [] || IsDoubtful(tried[^1], results[^1]))
        {
            var next = plan.Proposals.FirstOrDefault(proposal => tried.TrueForAll(other => other.Sql != proposal.Sql));
            // When nothing came to rows, the likeliest statement that ran is the answer after all.
            next ??= tried.Zip(results).FirstOrDefault(pair => ResultOf(pair.Second) is not null).First is { } ran && ran != tried[^1] ? ran : null;
            if (next is not null)
                return Call(next, results.Count);
        }

        // The engine said that the asker's own statement is no read: it is put to the tool that may change rows.
        if (tried[^1].IsVerbatim && results[^1].RawRepresentation is ReadOutcome { Problem.Code: "notARead" } && abilities?.May(Dml.Tool) is true)
            return Call(Dml.Tool, new Dictionary<string, object?> { [DataTool.Argument] = tried[^1].Sql }, "The statement changes rows; it is proposed as it is.", results.Count, new(1, [], []));
        return ResultOf(results[^1]) is { } result ? Answer(tried[^1], result) : Refusal(results[^1]);
    }

    private static ResultSet? ResultOf(FunctionResultContent content) => (content.RawRepresentation as ReadOutcome)?.Result;

    // What does not run is no reading, and what a template comes to for other values may be empty because it does not fit them.
    private static bool IsDoubtful(Proposal proposal, FunctionResultContent result) => result.RawRepresentation switch
    {
        ReadOutcome { Problem.Code: "sqlError" } => true,
        ReadOutcome { Result.RowCount: 0 } => proposal.IsFilled,
        _ => false,
    };

    private static ChatResponse Call(Proposal proposal, int round) =>
        Call(DataTool.Name, new Dictionary<string, object?> { [DataTool.Argument] = proposal.Sql }, proposal.Summary, round);

    internal static ChatResponse Call(string tool, IDictionary<string, object?> arguments, string summary, int round, PlannerAnswer? answer = null) =>
        new(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent(summary), new FunctionCallContent($"local-{round}", tool, arguments)])
        {
            AdditionalProperties = answer is null ? null : new() { [PlannerAnswer.Key] = answer },
        })
        {
            ModelId = ModelName,
            FinishReason = ChatFinishReason.ToolCalls,
        };

    private static ChatResponse Answer(Proposal proposal, ResultSet result)
    {
        var factor = result.RowCount == 0 && !proposal.IsVerbatim && (proposal.Memories.IsEmpty || proposal.IsFilled) ? EmptyResult : 1;
        return Words(Answerer.Say(proposal, result), new(Math.Round(proposal.Confidence * factor, 3), proposal.Assumptions, proposal.Memories));
    }

    private static ChatResponse Refusal(FunctionResultContent last)
    {
        var reason = last.RawRepresentation is ReadOutcome { Problem: { } problem } ? problem.Message : "The statement could not be run.";
        return Words($"{reason} Nothing was executed.", new(0, [], []));
    }

    internal static ChatResponse Words(string text, PlannerAnswer answer) => new(new ChatMessage(ChatRole.Assistant, text)
    {
        AdditionalProperties = new() { [PlannerAnswer.Key] = answer },
    })
    {
        ModelId = ModelName,
        FinishReason = ChatFinishReason.Stop,
    };
}
