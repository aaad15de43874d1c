using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>A model that says what it was told to, the last line for ever.</summary>
internal sealed class ScriptedChatClient(params ChatMessage[] script) : IChatClient
{
    private int _next;

    public List<List<ChatMessage>> Seen { get; } = [];

    public static ChatMessage Call(string sql, string tool = "query_data") =>
        new(ChatRole.Assistant, [new FunctionCallContent("call", tool, new Dictionary<string, object?> { ["sql"] = sql })]);

    public static ChatMessage Say(string text) => new(ChatRole.Assistant, text);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Seen.Add([.. messages]);
        return Task.FromResult(new ChatResponse(script[Math.Min(_next++, script.Length - 1)]));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
