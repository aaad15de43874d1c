using System.Collections.Concurrent;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Keeps what the gateway hands over.</summary>
internal sealed class FakeCallbacks : ICallbackGrain
{
    public ConcurrentQueue<Callback> Received { get; } = [];

    public CallbackResult Result { get; set; }

    /// <summary>What a call waits for.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public async Task<CallbackResult> ReceiveAsync(Callback callback, CancellationToken cancellationToken = default)
    {
        Received.Enqueue(callback);
        await Before;
        return Result;
    }
}
