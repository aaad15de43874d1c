using AgentCluster.Execution;
using Microsoft.Extensions.AI;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>
/// The course of a request to act: its rows are looked up by one read, then the call is made or the asker is asked back. What the call may
/// do is decided behind it.
/// </summary>
internal static class ActionTalk
{
    private const double Sure = 0.9;

    /// <returns>The next message, or null when the text is a question after all.</returns>
    public static ChatResponse? Next(ActionPlan? plan, Abilities? abilities, IReadOnlyList<ChatMessage> messages)
    {
        var exchanges = Exchange.Of(messages);
        if (exchanges.Find(exchange => exchange.Call?.Name is not DataTool.Name) is { Call: not null } acted)
            return Words(Said(acted), acted.Result?.RawRepresentation is ActionOutcome ? Sure : 0);
        if (plan is null)
            return null;
        var lookUp = plan.LookUp();
        var looked = exchanges.Find(exchange => exchange.Statement == lookUp);
        if (lookUp is not null && looked.Call is null)
            return LocalChatClient.Call(DataTool.Name, new Dictionary<string, object?> { [DataTool.Argument] = lookUp }, "Looks up the rows that are meant.", exchanges.Count);
        var outcome = looked.Result?.RawRepresentation as ReadOutcome;
        if (lookUp is not null && outcome?.Result is null)
            return plan.IsPlain ? Words($"{outcome?.Problem?.Message ?? "The rows could not be looked up."} Nothing was executed.", 0) : null;
        var (call, question) = plan.Decide(outcome?.Result);
        if (call is null)
            return plan.IsPlain ? Words($"{question} Nothing was executed.", 0) : null;
        return abilities?.May(call.Tool) is true
            ? LocalChatClient.Call(call.Tool, new Dictionary<string, object?>(call.Arguments), call.Summary, exchanges.Count, new(Sure, call.Assumptions, []))
            : Words($"{call.Summary} {Others(abilities, call.Tool)} Nothing was executed.", 0);
    }

    private static string Said(Exchange acted) => acted.Result?.RawRepresentation switch
    {
        ActionOutcome outcome => OutcomeWords.Of(outcome),
        _ => $"{acted.Result?.Result} Nothing was executed.",
    };

    private static string Others(Abilities? abilities, string tool) => abilities?.Who(tool) is { IsEmpty: false } able
        ? $"That needs the tool {tool}, which this agent may not use; {string.Join(", ", able)} may."
        : $"That needs the tool {tool}, which no agent may use.";

    private static ChatResponse Words(string text, double confidence) => LocalChatClient.Words(text, new(confidence, [], []));
}
