using Microsoft.Extensions.AI;

namespace AgentCluster.Reasoning.Local;

/// <summary>A call of a tool and what came of it, if anything yet.</summary>
internal readonly record struct Exchange(FunctionCallContent Call, FunctionResultContent? Result)
{
    /// <summary>The statement of a read, or null.</summary>
    public string? Statement => Call.Name == DataTool.Name && Call.Arguments is { } arguments && arguments.TryGetValue(DataTool.Argument, out var sql) ? sql as string : null;

    public static List<Exchange> Of(IReadOnlyList<ChatMessage> messages)
    {
        var results = messages.SelectMany(message => message.Contents.OfType<FunctionResultContent>()).ToLookup(result => result.CallId);
        return [.. messages.SelectMany(message => message.Contents.OfType<FunctionCallContent>()).Select(call => new Exchange(call, results[call.CallId].FirstOrDefault()))];
    }
}
